/**
 * Why a score is what it is: a tree, as tantivy's `Explanation` is one. Each stage of search and ranking puts a node of its
 * own above what it made its score from.
 */
export interface Explanation {
  /** "lexical", "dense", "identifiers", "fusion", and the name of any stage after these. */
  readonly stage: string;
  /** What the stage orders by: higher is better. */
  readonly value: number;
  /** 1-based, in the order of that stage; absent where it orders nothing by itself. */
  readonly rank?: number;
  /** The rule in words, e.g. "mean of min-max normalised scores, w = 0.5". */
  readonly description: string;
  readonly details: readonly Explanation[];
}

/** The node of that stage; undefined where the stage had no part in the score. */
export function explanationOf(stage: string, explanation: Explanation): Explanation | undefined {
  if (explanation.stage === stage) return explanation;
  for (const detail of explanation.details) {
    const found = explanationOf(stage, detail);
    if (found !== undefined) return found;
  }
  return undefined;
}
