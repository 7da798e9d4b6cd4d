/**
 * How urgent a document is. What changed goes ahead of what was only found by comparing, and both go ahead of documents
 * that are live and only lack a version of their bucket's next pipeline.
 */
export type Lane = "change" | "backfill" | "staging";
