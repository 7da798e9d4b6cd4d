import type { BigIntStats } from "node:fs";
import type { BucketObject } from "@footnote/contracts";

/**
 * Inode, size, modification and status change in nanoseconds. The change time is the one that nobody can set:
 * it tells a file of the same size apart that was copied or moved here with its old modification time. It also
 * moves when only permissions or links change; then the file is read once more, and its content hash says that
 * nothing is new. A write within the same clock tick as the one before changes nothing here, which is why a
 * file is only read when it has not changed for longer than any tick.
 */
export function etagOf(stat: BigIntStats): string {
  return [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].map((part) => part.toString(36)).join("-");
}

/**
 * When the file last changed or arrived, in milliseconds: the later of modification and change time, since a
 * file moved here keeps the modification time of its old place. One from the future was set by hand (or by a
 * copy that keeps times) and says nothing.
 */
export function changedAt(stat: BigIntStats, now: number): number {
  const modified = Number(stat.mtimeNs) / 1e6;
  const changed = Number(stat.ctimeNs) / 1e6;
  return modified > now ? changed : Math.max(modified, changed);
}

export function describe(key: string, stat: BigIntStats): BucketObject {
  return {
    key,
    size: Number(stat.size),
    modifiedAt: new Date(changedAt(stat, Date.now())),
    etag: etagOf(stat),
  };
}
