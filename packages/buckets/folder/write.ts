import { randomUUID } from "node:crypto";
import { chmod, type FileHandle, lstat, mkdir, open, rename, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BucketObject, FootnoteError } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { tooLarge } from "../too-large.ts";
import { describe } from "./description.ts";
import { errorCode, isMissing, refused, unwritable } from "./failure.ts";
import { nameOf, parentOf, pathOf } from "./key.ts";
import { locateEntry } from "./locate.ts";
import type { Root } from "./place.ts";
import { walk } from "./walk.ts";

/** Hidden, so that nobody takes an unfinished upload for an object. */
const UNFINISHED = ".footnote-put-";

/** How often folders are made again that somebody removed in the moment before they were needed. */
const MOST_TRIES = 3;

/** Into a hidden file beside the target, onto the disk, then renamed over it. A link is replaced, not written through. */
export async function putObject(
  root: Root,
  key: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<BucketObject> {
  const failed = (error: unknown): never => {
    throw error instanceof FootnoteError ? error : unwritable(key, error);
  };
  await root.mustBeThere(key);
  const target = pathOf(root.path, key);
  const folders: string[] = [];
  let unfinished: { readonly path: string; readonly handle: FileHandle } | undefined;
  try {
    unfinished = await openBeside(root, key, folders).catch(failed);
    const { path, handle } = unfinished;
    const mode = await usualMode(target).catch(failed);
    // Where a file system knows no modes, nothing is lost.
    await handle.chmod(mode).catch(() => undefined);
    let size = 0;
    for await (const chunk of content) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(key, size, maxBytes);
      await handle.writeFile(chunk).catch(failed);
    }
    await handle.sync().catch(failed);
    await rename(path, target).catch(failed);
    await syncFolder(dirname(target)).catch(failed);
    // Unmounted meanwhile: it may lie in the mount point, where nobody would ever see it.
    await root.mustBeThere(key);
    // After the rename, which moves the change time.
    return describe(key, await handle.stat({ bigint: true }));
  } catch (error) {
    if (unfinished !== undefined) await unlink(unfinished.path).catch(() => {});
    for (const folder of folders.toReversed()) await rmdir(folder).catch(() => {});
    throw error;
  } finally {
    await unfinished?.handle.close();
  }
}

/**
 * Who else may read an upload: whoever may read the file that it replaces, else whoever may look into its folder. The
 * process's own mask keeps the index private, and people's folders are none of its business.
 */
async function usualMode(target: string): Promise<number> {
  const replaced = await lstat(target).catch(() => undefined);
  const model = replaced?.isFile() ? replaced : await lstat(dirname(target));
  return model.mode & 0o666;
}

/** The hidden file; the paths of the folders that had to be made for it go into `made`. */
async function openBeside(
  root: Root,
  key: string,
  made: string[],
): Promise<{ readonly path: string; readonly handle: FileHandle }> {
  const target = pathOf(root.path, key);
  for (let tries = 1; ; tries++) {
    await makeFolders(root.path, key, made);
    if ((await lstat(target).catch(() => undefined))?.isDirectory())
      throw refused(key, "is the name of a folder", "Give the file another name.");
    const path = join(dirname(target), UNFINISHED + randomUUID());
    try {
      return { path, handle: await open(path, "wx") };
    } catch (error) {
      // A delete took the folder away that it had emptied.
      if (errorCode(error) !== "ENOENT" || tries === MOST_TRIES) throw error;
    }
  }
}

/** The entry itself: of a link the link, whatever it leads to. With it go the folders that held nothing else. */
export async function deleteObject(root: Root, key: string): Promise<boolean> {
  const entry = await locateEntry(root, key);
  if (entry === undefined || entry.stat.isDirectory()) return false;
  try {
    await unlink(entry.path);
    await syncFolder(dirname(entry.path));
  } catch (error) {
    if (isMissing(error)) return false;
    throw unwritable(key, error);
  }
  await removeEmptyFolders(root.path, parentOf(key));
  return true;
}

/** From this folder upwards, the bucket's own excepted, as long as they are empty. */
async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let key = folder; key !== ""; key = parentOf(key)) {
    try {
      await rmdir(join(root, key));
    } catch {
      return;
    }
  }
}

/** What puts of a process that died left behind. */
export async function removeUnfinished(root: string): Promise<void> {
  const isOurs = (key: string) => nameOf(key).startsWith(UNFINISHED);
  for await (const page of walk(root, (key) => isIgnored(key) && !isOurs(key)))
    for (const { key, stat } of page) {
      if (!isOurs(key) || !stat.isFile()) continue;
      await unlink(join(root, key)).catch(() => {});
      await removeEmptyFolders(root, parentOf(key));
    }
}

/** The folders above a key, each one real and none a link, made and kept where they are missing. */
async function makeFolders(root: string, key: string, allMade: string[]): Promise<void> {
  const parent = parentOf(key);
  let path = root;
  for (const segment of parent === "" ? [] : parent.split("/")) {
    const above = path;
    path = join(above, segment);
    const made = await mkdir(path).then(
      async () => {
        await chmod(path, (await lstat(above)).mode & 0o2777).catch(() => undefined);
        return true;
      },
      (error) => {
        if (errorCode(error) === "EEXIST") return false;
        throw error;
      },
    );
    if (made) {
      allMade.push(path);
      await syncFolder(above);
    } else if (!(await lstat(path)).isDirectory())
      throw refused(key, "lies below a file or link, not a folder", "Give the file another name.");
  }
}

/** Makes names durable, as handle.sync() does content. Windows cannot, and keeps names by itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
