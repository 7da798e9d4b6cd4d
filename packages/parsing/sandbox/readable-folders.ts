import { realpathSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Our code, one of the libraries that parse, and the only other package of ours. The rest lies beside them. */
const RESOLVED = [
  new URL("../index.ts", import.meta.url).href,
  import.meta.resolve("pdfjs-dist/package.json"),
  import.meta.resolve("@footnote/contracts"),
];
const LIBRARIES = "/node_modules/";

/** What the child reads: our code and the libraries, never a bucket, the index or a file of the machine. */
export function readableFolders(): string[] {
  const folders = RESOLVED.map((address) => {
    const end = address.lastIndexOf(LIBRARIES);
    return fileURLToPath(end < 0 ? new URL(".", address) : address.slice(0, end + LIBRARIES.length));
  });
  // A folder may be reached by a link, and is then named in both ways.
  return [...new Set([...folders, ...folders.map((folder) => realpathSync(folder) + sep)])];
}

/** A file of each of them, by which one sees who may read them; and the program itself. */
export function filesOfEach(): string[] {
  return [process.execPath, ...RESOLVED.map((address) => realpathSync(fileURLToPath(address)))];
}
