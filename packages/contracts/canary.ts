/**
 * A document that Footnote itself writes into a writable bucket, to prove from end to end how fresh the bucket is. Only
 * the canary's own principal may read it, so that it is in nobody's results, lists or counts.
 */
export const CANARY_KEY = ".footnote/canary.md";
export const CANARY_PRINCIPAL = "footnote:canary";
