import { randomUUID } from "node:crypto";
import { chmod, lstat, mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BucketObject, FootnoteError } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { describe } from "./description.ts";
import { errorCode, isMissing, refused, unwritable } from "./failure.ts";
import { tooLarge } from "./fetch.ts";
import { nameOf, parentOf, pathOf } from "./key.ts";
import { locateEntry, mustBeThere } from "./locate.ts";
import { walk } from "./walk.ts";

/** Hidden, so that nobody takes an unfinished upload for an object. */
const UNFINISHED = ".footnote-put-";

/** Into a hidden file beside the target, onto the disk, then renamed over it. A link is replaced, not written through. */
export async function putObject(
  root: string,
  key: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<BucketObject> {
  const failed = (error: unknown): never => {
    throw error instanceof FootnoteError ? error : unwritable(key, error);
  };
  const target = pathOf(root, key);
  await makeFolders(root, key).catch(failed);
  if ((await lstat(target).catch(() => undefined))?.isDirectory())
    throw refused(key, "is the name of a folder", "Give the file another name.");

  const unfinished = join(dirname(target), UNFINISHED + randomUUID());
  const mode = await usualMode(target).catch(failed);
  const handle = await open(unfinished, "wx").catch(failed);
  try {
    // Where a file system knows no modes, nothing is lost.
    await handle.chmod(mode).catch(() => undefined);
    let size = 0;
    for await (const chunk of content) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(key, size, maxBytes);
      await handle.writeFile(chunk).catch(failed);
    }
    await handle.sync().catch(failed);
    await rename(unfinished, target).catch(failed);
    await syncFolder(dirname(target)).catch(failed);
    // After the rename, which moves the change time.
    return describe(key, await handle.stat({ bigint: true }));
  } catch (error) {
    await unlink(unfinished).catch(() => {});
    throw error;
  } finally {
    await handle.close();
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

/** The entry itself: of a link the link, whatever it leads to. */
export async function deleteObject(root: string, key: string): Promise<boolean> {
  const entry = await locateEntry(root, key);
  if (entry === undefined || entry.stat.isDirectory()) return false;
  try {
    await unlink(entry.path);
    await syncFolder(dirname(entry.path));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw unwritable(key, error);
  }
}

/** What puts of a process that died left behind. */
export async function removeUnfinished(root: string): Promise<void> {
  const isOurs = (key: string) => nameOf(key).startsWith(UNFINISHED);
  for await (const page of walk(root, (key) => isIgnored(key) && !isOurs(key)))
    for (const { key, stat } of page)
      if (isOurs(key) && stat.isFile()) await unlink(join(root, key)).catch(() => {});
}

/** The folders above a key, each one real and none a link, made and kept where they are missing. */
async function makeFolders(root: string, key: string): Promise<void> {
  await mustBeThere(root);
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
    if (made) await syncFolder(above);
    else if (!(await lstat(path)).isDirectory())
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
