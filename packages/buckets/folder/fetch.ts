import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { FetchedObject } from "@footnote/contracts";
import { tooLarge } from "../too-large.ts";
import { changedAt, describe, etagOf } from "./description.ts";
import { errorCode, isMissing, unreadable, unsettled } from "./failure.ts";
import { type Located, locateFile } from "./locate.ts";
import type { Root } from "./place.ts";

/** NONBLOCK: a pipe that took the file's place must not hold us up. Windows knows neither flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The file's whole content, read through one handle. It is the file that the key leads to, and nobody wrote to it:
 * inode, size and times are the same when it is found, when it is opened, and when it is found again after reading.
 */
export async function fetchObject(
  root: Root,
  key: string,
  limits: { readonly maxBytes: number; readonly settleMilliseconds: number },
): Promise<FetchedObject | undefined> {
  const found = await locateFile(root, key);
  if (found === undefined) return undefined;
  await settle(key, found, limits.settleMilliseconds);
  if (found.stat.size > limits.maxBytes) throw tooLarge(key, Number(found.stat.size), limits.maxBytes);

  const bytes = await readUnchanged(key, found);
  const foundAgain = await locateFile(root, key);
  if (bytes === undefined || foundAgain === undefined || etagOf(foundAgain.stat) !== etagOf(found.stat))
    throw unsettled(key);
  return { ...describe(key, found.stat), bytes };
}

/** Clocks of files and of this process differ by their ticks. */
const CLOCK_TOLERANCE_MILLISECONDS = 1_000;

/**
 * Whoever writes in several steps pauses for less than the settle time between them. A change time ahead of this
 * machine's clock, as a file server's can be, tells no age: then waiting shows whether the file still changes.
 */
async function settle(key: string, found: Located, settleMilliseconds: number): Promise<void> {
  const now = Date.now();
  const age = now - changedAt(found.stat, now);
  if (age < -CLOCK_TOLERANCE_MILLISECONDS) await sleep(settleMilliseconds);
  else if (Math.max(age, 0) < settleMilliseconds) throw unsettled(key);
}

/** Undefined where it is not the file that was found, or does not have its size. */
async function readUnchanged(key: string, found: Located): Promise<Uint8Array | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(found.path, READ_ONLY);
  } catch (error) {
    // Gone, or a link, folder or socket in its place: something is at work there.
    if (isMissing(error) || ["EISDIR", "ENXIO"].includes(errorCode(error) ?? "")) throw unsettled(key);
    throw unreadable(found.path, error);
  }
  try {
    const opened = await handle.stat({ bigint: true });
    if (!opened.isFile() || etagOf(opened) !== etagOf(found.stat)) return undefined;
    return await readExactly(handle, Number(opened.size));
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
