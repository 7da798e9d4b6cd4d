/**
 * A document that Footnote itself writes into a writable bucket, to prove from end to end how fresh the bucket is. Only
 * the canary's own principal may read it, so that it is in nobody's results, lists or counts.
 */
export const CANARY_KEY = ".footnote-canary.md";
export const CANARY_PRINCIPAL = "footnote:canary";

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
