/** What names one thing exactly in a question: "PO-0012", the "4.18" of "room 4.18", `max_pool_size`. */
export interface Identifier {
  /** As it stands in the question. */
  readonly text: string;
  /** The terms that stand for the whole of it: a passage with any of them holds it. None where they tell too little. */
  readonly terms: readonly string[];
  /** Whether a text holds just this one, however it is joined: "PO 0012" but neither PO-001 nor PO-00120. */
  heldBy(text: string): boolean;
}
