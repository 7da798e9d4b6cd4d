import type { Place } from "./document.ts";
import type { StoredPassage } from "./passage-reader.ts";

export interface LegScore {
  /** 1-based. */
  readonly rank: number;
  /** BM25 of the chunk and its section (lexical) or cosine (dense): higher is better. */
  readonly score: number;
}

/** Why a candidate stands where it stands. A leg that did not find it is absent. */
export interface ScoreExplanation {
  readonly lexical?: LegScore;
  readonly dense?: LegScore;
  /** How many of the question's identifiers it holds: what holds more comes first. Absent where the question has none. */
  readonly identifiers?: number;
  /** The rule that made the fused score, e.g. "mean of min-max normalised scores, w = 0.5", and the candidate's. */
  readonly fusion: string;
  /** What candidates are ordered by, among those that hold as many identifiers. */
  readonly fused: number;
}

/** A chunk with its scores, of a live version, that the reader may read. */
export interface Candidate extends StoredPassage {
  /** Every live document that holds this passage, identical ones included, by bucket and key. */
  readonly places: readonly Place[];
  /**
   * 0 to 1, and comparable between questions: how much of the question's words the passage knows, and how near it lies to
   * the question beyond what any passage does. 0 where nothing of the question is known, however well it ranks.
   */
  readonly score: number;
  readonly explain: ScoreExplanation;
}
