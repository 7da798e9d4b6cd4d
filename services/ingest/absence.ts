import type { BucketPlace } from "@footnote/contracts";

/** From when on a deletion is unusual: more documents than this, and a larger share of what the bucket holds. */
export interface DeletionLimits {
  readonly documents: number;
  readonly percent: number;
  /** How long an unusual deletion waits for a person, before a second look may confirm it. */
  readonly waitSeconds: number;
}

/** What is gone from a bucket within a short time. */
export interface Vanished {
  /** Documents that were answered from when that time began. */
  readonly answerable: number;
  /** How many of them are not there any more. */
  readonly gone: number;
  /** Whether anything at all lies in the bucket now. */
  readonly isEmpty: boolean;
  /** How long the same has been waiting by now. */
  readonly waitedSeconds: number;
}

/**
 * Whether what is gone was deleted. "delete": yes; "second look": so it may be, if it is still gone after a while;
 * "person": a bucket that is empty all at once looks as one does that is not there, for as long as it lasts.
 */
export function judgeDeletion(
  { answerable, gone, isEmpty, waitedSeconds }: Vanished,
  limits: DeletionLimits,
): "delete" | "second look" | "person" {
  // The only document of a bucket is deleted as any other one is.
  if (isEmpty && answerable > 1) return "person";
  const isUnusual = gone > limits.documents && gone * 100 > limits.percent * answerable;
  if (!isUnusual || waitedSeconds >= limits.waitSeconds) return "delete";
  return "second look";
}

/** More documents than this in a bucket, and deleting so many of them is usual: what lies beyond need not be counted. */
export function enoughFor(gone: number, limits: DeletionLimits): number {
  return gone <= limits.documents ? gone + 1 : Math.ceil((gone * 100) / Math.max(1, limits.percent)) + 1;
}

/** Whether the place that is found is the one that is remembered, and which of its parts are missing. */
export function judgePlace(
  remembered: BucketPlace | undefined,
  found: BucketPlace,
): { readonly isSame: boolean; readonly missing: readonly string[] } {
  return {
    isSame: remembered !== undefined && remembered.identity === found.identity,
    missing: (remembered?.parts ?? []).filter((part) => !found.parts.includes(part)),
  };
}

/** The place that is found, with parts of it that are not there today. */
export function placeWith(found: BucketPlace, missing: readonly string[]): BucketPlace {
  return { identity: found.identity, parts: [...new Set([...found.parts, ...missing])].sort() };
}

/**
 * Device and inode of a folder change also where nothing happened: a share that is mounted anew, a back-up that was
 * restored, a folder that is replaced as a whole with each release. It is the bucket where it holds most of what is known.
 */
export function isSameBucket(sampled: { readonly same: number; readonly other: number }): boolean {
  return sampled.same > sampled.other;
}
