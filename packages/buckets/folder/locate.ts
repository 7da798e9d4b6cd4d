import type { BigIntStats } from "node:fs";
import { lstat, opendir, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { folderMissing, isMissing, refused, unreadable } from "./failure.ts";
import { nameOf, parentOf, pathOf, REPLACEMENT_CHARACTER } from "./key.ts";

export interface Located {
  /** Without any link in it. */
  readonly path: string;
  readonly stat: BigIntStats;
}

/**
 * What a key names: the entry itself, which may be a link. Undefined where nothing is, which holds for what lies
 * behind a link to a folder, and for "a.md" where a file system that ignores case has "A.md". `root` is a real path.
 * @throws FootnoteError object_refused, object_unreadable
 */
export async function locateEntry(root: string, key: string): Promise<Located | undefined> {
  const path = pathOf(root, key);
  try {
    const stat = await lstat(path, { bigint: true });
    const real = stat.isSymbolicLink()
      ? join(await realpath(dirname(path)), basename(path))
      : await realpath(path);
    return real === path ? { path, stat } : undefined;
  } catch (error) {
    if (!isMissing(error)) throw unreadable(path, error);
    await mustBeThere(root);
    await refuseUndecodableName(root, key);
    return undefined;
  }
}

/**
 * The regular file that a key leads to, a link to a file inside the folder followed.
 * @throws FootnoteError object_refused, object_unreadable
 */
export async function locateFile(root: string, key: string): Promise<Located | undefined> {
  const entry = await locateEntry(root, key);
  if (entry === undefined) return undefined;
  if (entry.stat.isDirectory()) {
    await readFolder(entry.path).catch((error) => {
      if (!isMissing(error)) throw unreadable(entry.path, error);
    });
    return undefined;
  }
  const file = entry.stat.isSymbolicLink() ? await follow(root, key, entry.path) : entry;
  if (file.stat.isFile()) return file;
  throw file.stat.isDirectory()
    ? refused(key, "is a link to a folder", "Put the folder itself into the bucket, or remove the link.")
    : refused(key, "is no file but a device, pipe or socket", "Remove it from the bucket's folder.");
}

async function follow(root: string, key: string, link: string): Promise<Located> {
  try {
    const path = await realpath(link);
    if (isInside(root, path)) return { path, stat: await lstat(path, { bigint: true }) };
  } catch (error) {
    const what = isMissing(error)
      ? "is a link to something that is not there"
      : "is a link that cannot be followed";
    throw refused(key, what, "Put the file itself into the bucket, or remove the link.", error);
  }
  throw refused(
    key,
    "is a link that leads out of the bucket's folder",
    "Put a copy of the file there instead.",
  );
}

/** Fails where its names or what they name cannot be read. `access` would ask for another user than reading does. */
export async function readFolder(path: string): Promise<void> {
  await (await opendir(path)).close();
  await lstat(`${path}${sep}.`);
}

/** Else a folder that is not mounted would look like one from which everything was deleted. */
export async function mustBeThere(root: string): Promise<void> {
  const folder = await stat(root).catch((error) => {
    throw folderMissing(root, error);
  });
  if (!folder.isDirectory()) throw folderMissing(root);
}

/** A name that is no UTF-8 is listed with replacement characters, so its key finds no file. */
async function refuseUndecodableName(root: string, key: string): Promise<void> {
  if (!key.includes(REPLACEMENT_CHARACTER)) return;
  const folder = parentOf(key);
  const names = await readdir(folder === "" ? root : pathOf(root, folder)).catch(() => [] as string[]);
  if (names.includes(nameOf(key)))
    throw refused(key, "has a name that is not valid Unicode (UTF-8)", "Rename it with ordinary characters.");
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
