import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OWN = fileURLToPath(new URL("../", import.meta.url));
/** One of the libraries that parse, and the only package of ours. Both lie where all of their kind do. */
const RESOLVED = ["pdfjs-dist/package.json", "@footnote/contracts"];

/**
 * What the child reads: our code and the libraries, never a bucket, the index or a file of the machine. Libraries may
 * lie in several `node_modules`, and our packages are links there, to be named as both.
 */
export function readableFolders(): string[] {
  const folders = [OWN, ...RESOLVED.map((name) => fileURLToPath(import.meta.resolve(name)))].map((path) => {
    const libraries = path.lastIndexOf("/node_modules/");
    return libraries < 0 ? path.replace(/[^/]+$/, "") : path.slice(0, libraries + "/node_modules/".length);
  });
  return [...new Set([...folders, ...folders.map((folder) => `${realpathSync(folder)}/`)])];
}
