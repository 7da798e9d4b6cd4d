import type { Identifier } from "./identifier.ts";

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
  readonly identifiers: readonly Identifier[];
}

export interface Rescue {
  /** The forms of a word. */
  readonly missing: readonly string[];
  /** Other ways to write it, each of one or two terms that must all be known: "tidegauge" as "tide" and "gauge". */
  readonly instead: readonly (readonly string[])[];
}
