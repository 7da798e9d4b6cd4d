import type { BigIntStats } from "node:fs";
import { lstat, opendir, readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { isMissing, refused, unreadable } from "./failure.ts";
import { nameOf, parentOf, pathOf, REPLACEMENT_CHARACTER } from "./key.ts";
import type { Root } from "./place.ts";

export interface Located {
  /** Without any link in it. */
  readonly path: string;
  readonly stat: BigIntStats;
}

/**
 * What a key names: the entry itself, which may be a link. Undefined where nothing is, which holds for what lies
 * behind a link to a folder, and for "a.md" where a file system that ignores case has "A.md".
 * @throws FootnoteError object_refused, object_unreadable, bucket_absent
 */
export async function locateEntry(root: Root, key: string): Promise<Located | undefined> {
  const path = pathOf(root.path, key);
  let found: Located | undefined;
  try {
    const stat = await lstat(path, { bigint: true });
    const real = stat.isSymbolicLink()
      ? join(await realpath(dirname(path)), basename(path))
      : await realpath(path);
    if (real === path) found = { path, stat };
  } catch (error) {
    await root.mustBeThere(key);
    if (!isMissing(error)) throw unreadable(path, error);
    await refuseUndecodableName(root.path, key);
    return undefined;
  }
  // After the look: what was found in another folder is not the bucket's either.
  await root.mustBeThere(key);
  return found;
}

/**
 * The regular file that a key leads to, a link to a file inside the folder followed.
 * @throws FootnoteError object_refused, object_unreadable, bucket_absent
 */
export async function locateFile(root: Root, key: string): Promise<Located | undefined> {
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
    ? refused(key, "is a link to a folder", "Put the folder itself there, or remove the link.")
    : refused(key, "is no file but a device, pipe or socket", "Remove it from the bucket's folder.");
}

async function follow(root: Root, key: string, link: string): Promise<Located> {
  try {
    const path = await realpath(link);
    if (isInside(root.path, path)) return { path, stat: await lstat(path, { bigint: true }) };
  } catch (error) {
    // It may lead into a part that is not there.
    await root.mustBeThere();
    const what = isMissing(error)
      ? "is a link to something that is not there"
      : "is a link that cannot be followed";
    throw refused(key, what, "Put the file itself there, or remove the link.", error);
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
