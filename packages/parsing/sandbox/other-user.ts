import { statSync } from "node:fs";
import { dirname } from "node:path";

/** "nobody" of most systems. Only the number matters: it owns nothing and may signal nobody else's process. */
const NOBODY = 65_534;
const OTHERS_READ = 0o004;
const OTHERS_ENTER = 0o001;

/**
 * Who the child runs as: nobody, where Footnote runs as root and the files that the child loads are open to everyone.
 * Elsewhere the system lets a process give its child no other user, and the child keeps its parent's: then only what
 * JavaScript is refused (no-processes.ts) keeps it from its parent.
 */
export function otherUser(
  files: readonly string[],
): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0 || !files.every(isOpenToOthers)) return undefined;
  return { uid: NOBODY, gid: NOBODY };
}

function isOpenToOthers(file: string): boolean {
  if ((statSync(file).mode & OTHERS_READ) === 0) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & OTHERS_ENTER) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
