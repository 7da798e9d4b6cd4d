/** Turns text into terms: what lexical search compares. A question and a document meet where they share a term. */
export interface Analyzer {
  /** Raised whenever the same text would yield other terms: part of the pipeline hash. */
  readonly version: number;
  /**
   * The terms of a passage, with repeats. A term is any string without white space.
   *
   * @param around text that tells the passage's language where the passage itself is too short to
   */
  documentTerms(text: string, around: string): string[];
  questionTerms(question: string): QuestionTerms;
}

export interface QuestionTerms {
  /** The question's own words, each in every form in which a document may hold it. Each once, as are the next. */
  readonly own: readonly string[];
  /** Other spellings, and neighbouring words as one, where documents may write them so: these count half. */
  readonly variants: readonly string[];
  /** What to look for besides, where a word stands in no document at all. */
  readonly rescues: readonly Rescue[];
  /** For each identifier of the question the terms that stand for the whole of it: a passage with any of them holds it. */
  readonly identifiers: readonly (readonly string[])[];
}

export interface Rescue {
  /** The forms of a word. */
  readonly missing: readonly string[];
  /** Other ways to write it, each of one or two terms that must all be known: "tidegauge" as "tide" and "gauge". */
  readonly instead: readonly (readonly string[])[];
}
