import { fileURLToPath } from "node:url";

/** Absolute path of the built pages (`npm run build`), to be served as static files. */
export const webRoot: string = fileURLToPath(new URL("./dist", import.meta.url));
