import type { KeptQuestion } from "./question-log.ts";

/** An answer that somebody got, as far as it is looked at to see how good answers are. */
export interface LiveAnswer extends KeptQuestion {
  /** From the question to the end of its answer; null where it was answered before that was measured. */
  readonly milliseconds: number | null;
  readonly isReviewed: boolean;
}

/** What live answers are worth on the average of a period, without a judge. */
export interface LiveMeasure {
  readonly name:
    | "answered"
    | "quotes_stand"
    | "words_cited"
    | "helpful"
    | "milliseconds"
    | "unfamiliar_words";
  /** Null where no answer of the period has it. */
  readonly now: number | null;
  readonly before: number | null;
  /** Over how many answers. */
  readonly answers: number;
  readonly answersBefore: number;
  /**
   * The probability of a difference as large as this if nothing had changed, corrected for that several measures are looked at; null
   * where one of the periods has fewer than ten.
   */
  readonly probability: number | null;
}

/** The answers of the last days beside those of the four times as many days before them. */
export interface LiveQuality {
  readonly days: number;
  readonly measures: readonly LiveMeasure[];
}

/** A run of an evaluation that was finished, as the page of runs lists it. */
export interface PastRun {
  /** When it was finished: an ISO 8601 instant. */
  readonly at: string;
  readonly suite: string;
  /** @example "legs=hybrid cache=off" */
  readonly variant: string;
  readonly questions: number;
  readonly documents: number;
  /** A hash of the settings and the code that made its answers; null where these are elsewhere. */
  readonly recipe: string | null;
  /** Means by measure, the ones told first coming first; over how many questions each is defined. */
  readonly means: readonly { readonly measure: string; readonly mean: number; readonly defined: number }[];
}
