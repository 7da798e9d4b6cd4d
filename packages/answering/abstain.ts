import type { EmbeddingModel, Reranker } from "@footnote/contracts";
import { logistic, logOddsOf } from "./logistic.ts";

/** Share of the question's words, by weight, with which a unit is worth showing whatever the model thinks of it. */
export const COVERED = 0.6;

/** What tells whether the passages answer the question at all. */
export interface Evidence {
  /** Cosine of the question with the unit that is nearest to it. */
  readonly nearness: number;
  /** `nearness` less the mean of all units compared: an answer stands out, a mere topic is everywhere alike. */
  readonly prominence: number;
  /** How far the best unit knows what the question's words mean, 0 to 1: see `supportOf`. */
  readonly support: number;
  /** How much words that the best unit does not know stand in its way, at most 0: see `strangenessOf`. */
  readonly strangeness: number;
  /** The best unit's relevance less that of the next one that says something else: an answer leads, a topic has many. */
  readonly lead: number;
}

/** The same where a cross-encoder reads the question and the units together. */
export interface ReadEvidence {
  /** What `Evidence` tells, as log-odds of `answerability`. */
  readonly compared: number;
  /** The highest of the cross-encoder's scores for the leading units, a logit cut to -6 to 4: beyond it is only surer of itself. */
  readonly reading: number;
}

/** One word of the question, and what leaving it out changes. */
export interface QuestionWord {
  /** 1 - cosine of the question with the question without the word: what it adds to the question's meaning. */
  readonly importance: number;
  /** Whether the unit, or what stands above it, has the word. */
  readonly inUnit: boolean;
  readonly inPassage: boolean;
  /** By how much the unit's cosine with the question falls without the word: below 0 where the word leads away. */
  readonly pull: number;
}

/** A word in another sentence of the passage most often means that the passage is about it. */
const PASSAGE_SHARE = 0.8;

/**
 * Mean over the question's words, weighted by importance, of how far each is known: 1 where the unit has the word,
 * 0.8 where its passage has it, else the share of the word's importance that draws the question to the unit.
 * "Vacation" is known where "holidays" stands, "Tokyo" is not among the hotels of London.
 */
export function supportOf(words: readonly QuestionWord[]): number {
  let known = 0;
  let all = 0;
  for (const { importance, inUnit, inPassage, pull } of words) {
    if (importance <= 0) continue;
    const meant = Math.min(1, pull / importance);
    all += importance;
    known += importance * (inUnit ? 1 : Math.max(inPassage ? PASSAGE_SHARE : 0, meant));
  }
  return all === 0 ? 0 : known / all;
}

/**
 * Sum of the pulls of those words that lead away from the unit and do not stand in it: in "parental leave for a
 * grandchild", the unit about parental leave is nearer to the question without "grandchild".
 */
export function strangenessOf(words: readonly QuestionWord[]): number {
  return words.reduce((sum, { inUnit, pull }) => sum + (inUnit ? 0 : Math.min(0, pull)), 0);
}

/** What `answerability` weighs evidence with, and from which probability on. Another model has other cosines, so each has its own. */
export type Weights<Signals> = Signals & {
  readonly intercept: number;
  /** The estimated probability from which on passages are taken to hold an answer. */
  readonly answeredFrom: number;
};

export interface AbstentionThresholds extends Weights<Evidence> {
  /** From here on what was found is shown as what comes closest. */
  readonly closeFrom: number;
}

/**
 * By the id of the embedding model that they were fitted for. Logistic regression on three sets of development questions:
 * `npx node eval/quality/fit-abstention.ts` fits it anew and prints what it reaches on questions that it has not seen.
 *
 * Cross-validated, with names that nothing mentions left out, 67 of 81 questions without an answer are declined below
 * `answeredFrom` and 112 of 130 others answered; of those of the two handbooks that they were not fitted on, 16 of 19 and 62
 * of 66. `closeFrom`: all of the 130 lie above.
 */
const FITTED: Readonly<Record<string, AbstentionThresholds>> = {
  "all-MiniLM-L6-v2-int8": {
    intercept: -6.24,
    nearness: 4.16,
    prominence: 7.55,
    support: 3.24,
    strangeness: 5.87,
    lead: 4.55,
    answeredFrom: 0.4,
    closeFrom: 0.04,
  },
};

/**
 * The same where a cross-encoder reads, too, by the ids of both. Of the 453 development questions that it was fitted on, each left out of
 * the fit, 293 of 322 that have an answer are answered and 96 of 131 others declined; of 70 written later 33 of 49 and 14 of 21.
 */
const FITTED_READ: Readonly<Record<string, Weights<ReadEvidence>>> = {
  "all-MiniLM-L6-v2-int8 footnote-reader-v1": {
    intercept: -0.01,
    compared: 0.68,
    reading: 0.34,
    answeredFrom: 0.35,
  },
};

/** Undefined where nobody fitted any for the model. */
export function thresholdsFor({ id }: Pick<EmbeddingModel, "id">): AbstentionThresholds | undefined {
  return Object.hasOwn(FITTED, id) ? FITTED[id] : undefined;
}

/** Undefined where nobody fitted any for the two. */
export function readThresholdsFor(
  { id }: Pick<EmbeddingModel, "id">,
  crossEncoder: Pick<Reranker, "id">,
): Weights<ReadEvidence> | undefined {
  const both = `${id} ${crossEncoder.id}`;
  return Object.hasOwn(FITTED_READ, both) ? FITTED_READ[both] : undefined;
}

/** Estimated probability, 0 to 1, that the passages hold an answer. */
export function answerability(weights: AbstentionThresholds, evidence: Evidence): number {
  return logistic<Evidence>(weights, evidence);
}

/** The same where a cross-encoder has read as well. */
export function answerabilityRead(
  weights: Weights<ReadEvidence>,
  probability: number,
  reading: number,
): number {
  return logistic<ReadEvidence>(weights, { compared: logOddsOf(probability), reading });
}
