/** Where the bundled model lies, as a URL that ends with "/". */
export const MODEL_FOLDER = new URL("./all-MiniLM-L6-v2/", import.meta.url);
