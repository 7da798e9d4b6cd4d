/** What reads a question and a passage together: slower than search, which read the passages before anybody asked. */
export interface Reranker {
  /** For people and for records, e.g. "bge-reranker-base". */
  readonly id: string;
  /**
   * How well each passage answers the question, in their order: more is better. Scores compare within one call alone.
   * @throws FootnoteError reranking_failed; the signal's reason
   */
  score(question: string, passages: readonly string[], signal: AbortSignal): Promise<number[]>;
  close(): Promise<void>;
}

/** What became of the second stage of a search. */
export interface Reranking {
  /** The reranker's id. */
  readonly by: string;
  /** Why the order of search stands, for people; absent where the reranker ordered it. */
  readonly trouble?: string;
}
