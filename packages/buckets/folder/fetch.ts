import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type FetchedObject, FootnoteError } from "@footnote/contracts";
import { changedAt, describe, etagOf } from "./description.ts";
import { isMissing, unreadable, unsettled } from "./failure.ts";
import { type Located, locateFile } from "./locate.ts";

/** NONBLOCK: a pipe that took the file's place must not hold us up. Windows knows neither flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The file's whole content, read through one handle. It is the file that the key leads to, and nobody wrote to it:
 * inode, size and times are the same when it is found, when it is opened, when it is read, and when it is found again.
 */
export async function fetchObject(
  root: string,
  key: string,
  limits: { readonly maxBytes: number; readonly settleMilliseconds: number },
): Promise<FetchedObject | undefined> {
  const found = await locateFile(root, key);
  if (found === undefined) return undefined;
  if (!(await hasSettled(root, key, found, limits.settleMilliseconds))) throw unsettled(key);
  if (found.stat.size > limits.maxBytes) throw tooLarge(key, Number(found.stat.size), limits.maxBytes);

  const bytes = await readUnchanged(key, found);
  const foundAgain = await locateFile(root, key);
  if (bytes === undefined || !isSame(found, foundAgain)) throw unsettled(key);
  return { ...describe(key, found.stat), bytes };
}

/** Clocks of files and of this process differ by their ticks. */
const CLOCK_TOLERANCE_MILLISECONDS = 1_000;

/**
 * Whoever writes in several steps pauses for less than the settle time between them. A change time ahead of this
 * machine's clock, as a file server's can be, tells no age: then waiting shows whether the file still changes.
 */
async function hasSettled(
  root: string,
  key: string,
  found: Located,
  settleMilliseconds: number,
): Promise<boolean> {
  const now = Date.now();
  const age = now - changedAt(found.stat, now);
  if (age > -CLOCK_TOLERANCE_MILLISECONDS) return Math.max(age, 0) >= settleMilliseconds;
  await sleep(settleMilliseconds);
  return isSame(found, await locateFile(root, key));
}

/** Undefined where the file changed meanwhile. */
async function readUnchanged(key: string, found: Located): Promise<Uint8Array | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(found.path, READ_ONLY);
  } catch (error) {
    // Gone, or a link or socket in its place: something is at work there.
    if (isMissing(error) || ["ENXIO", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? ""))
      throw unsettled(key);
    throw unreadable(found.path, error);
  }
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile() || etagOf(before) !== etagOf(found.stat)) return undefined;
    const bytes = await readExactly(handle, Number(before.size));
    const after = await handle.stat({ bigint: true });
    return etagOf(after) === etagOf(before) ? bytes : undefined;
  } catch (error) {
    throw unreadable(found.path, error);
  } finally {
    await handle.close();
  }
}

/** Undefined where the file is shorter or longer; never more than one byte beyond `size` is read. */
async function readExactly(handle: FileHandle, size: number): Promise<Uint8Array | undefined> {
  const buffer = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length > size) break;
  }
  return length === size ? buffer.subarray(0, size) : undefined;
}

function isSame(before: Located, after: Located | undefined): boolean {
  return after !== undefined && after.path === before.path && etagOf(after.stat) === etagOf(before.stat);
}

export function tooLarge(key: string, size: number, maxBytes: number): FootnoteError {
  return new FootnoteError(
    "file_too_large",
    `"${key}" is larger than the limit: ${megabytes(size)} of at most ${megabytes(maxBytes)}.`,
    { action: "Split the file, or raise limits.fileBytes." },
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
