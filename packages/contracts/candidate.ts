import type { Place } from "./document.ts";
import type { Explanation } from "./explanation.ts";
import type { StoredPassage } from "./passage-reader.ts";

/** A chunk with its scores, of a live version, that the reader may read. */
export interface Candidate extends StoredPassage {
  /** Every live document that holds this passage, identical ones included, by bucket and key. */
  readonly places: readonly Place[];
  /**
   * 0 to 1, and comparable between questions: how much of the question's words the passage knows, and how near it lies to
   * the question beyond what any passage does. 0 where nothing of the question is known, however well it ranks.
   */
  readonly score: number;
  /** Why it stands where it stands; the last stage's node is at the top. */
  readonly explanation: Explanation;
}
