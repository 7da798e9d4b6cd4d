/**
 * A document that Footnote itself writes into a bucket, to prove from end to end how fresh its index is. Only the canary's
 * own principal may read it, so that it is in nobody's results, lists or counts.
 */
export const CANARY_KEY = ".footnote-canary.md";
export const CANARY_PRINCIPAL = "footnote:canary";

/** No bucket of people's may have such a name: theirs begin with a letter or a digit. */
const CANARY_BUCKET = ".canary-";

/** The name of a bucket in which nothing but a process's canary lives. */
export function canaryBucketName(id: string): string {
  return CANARY_BUCKET + id;
}

export function isCanaryBucket(name: string): boolean {
  return name.startsWith(CANARY_BUCKET);
}

/**
 * What a bucket's canary says. "off": the bucket takes no canary (nothing can be written into it, or it is switched off);
 * "waiting": none has come through yet, and it is not late either.
 */
export interface CanaryState {
  readonly state: "ok" | "late" | "waiting" | "off";
  /** From written to answerable, of the last one that came through; null where none has. */
  readonly seconds: number | null;
  /** When that was, as an ISO 8601 instant. */
  readonly at: string | null;
  /** In words for people: why it is late or off; else null. */
  readonly reason: string | null;
}
