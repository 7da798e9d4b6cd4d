/**
 * How urgent a document is. What changed goes ahead of what was only found by comparing, both go ahead of documents whose
 * pages are pictures and take long to be recognised, and all go ahead of documents that are live and only lack a version of
 * their bucket's next pipeline.
 */
export type Lane = "change" | "backfill" | "recognition" | "staging";
