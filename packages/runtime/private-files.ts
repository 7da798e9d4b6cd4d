import type { Stats } from "node:fs";
import { chmod, lstat, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "@footnote/contracts";

const FOR_OTHERS = 0o077;
/** On a folder that everybody writes to, such as /tmp. */
const STICKY = 0o1000;

/**
 * Closes the folder, and these entries of it with all that lies below them, to every user but its owner; makes the folder
 * where it is missing. Links are left as they are. One that cannot be made is for whoever writes into it to report.
 * @param entries names in the folder: what else lies there is somebody else's, and behind a closed folder anyway
 * @returns how many files and folders were open to others: those that are closed now, and those that the file system
 *   leaves open, as some do that know no users
 * @throws FootnoteError data_directory_unwritable for a folder that everybody shares
 */
export async function makePrivate(
  folder: string,
  entries: readonly string[],
): Promise<{ readonly closed: number; readonly open: number }> {
  const found = { closed: 0, open: 0 };
  // Windows keeps who may read a file elsewhere, and gives a home directory to its owner alone.
  if (process.platform === "win32") return found;
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined) return found;
  if ((stats.mode & STICKY) !== 0) throw shared(folder);
  await close(folder, stats, found);
  for (const entry of entries) await closeBelow(join(folder, entry), found);
  return found;
}

interface Found {
  closed: number;
  open: number;
}

async function closeBelow(path: string, found: Found): Promise<void> {
  // Postgres deletes files of its own at any time.
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined || stats.isSymbolicLink()) return;
  await close(path, stats, found);
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) await closeBelow(join(path, name), found);
}

async function close(path: string, { mode }: Stats, found: Found): Promise<void> {
  if ((mode & FOR_OTHERS) === 0) return;
  const now = await chmod(path, mode & 0o700).then(
    async () => (await lstat(path)).mode,
    () => mode,
  );
  if ((now & FOR_OTHERS) === 0) found.closed++;
  else found.open++;
}

function shared(folder: string): FootnoteError {
  return new FootnoteError("data_directory_unwritable", `${folder} is a directory that everybody shares.`, {
    action: "Choose one of its own for the index, with --data DIR: other users must not read it.",
  });
}
