/** What tells whether the passages answer the question at all. Nothing here depends on how passages were scored. */
export interface Evidence {
  /** Cosine of the question with the unit that is nearest to it. */
  readonly nearness: number;
  /** How far the best unit knows what the question's words mean, 0 to 1: see `supportOf`. */
  readonly support: number;
}

export interface QuestionWord {
  /** Cosine of the word with the whole question: what it adds to the question's meaning. */
  readonly importance: number;
  /** Whether the unit, or what stands above it, has the word. */
  readonly inUnit: boolean;
  readonly inPassage: boolean;
  /** Cosine of the word with the unit. */
  readonly cosine: number;
}

const LEAST_IMPORTANCE = 0.05;
/** A word in another sentence of the passage most often means that the passage is about it. */
const PASSAGE_SHARE = 0.8;

/**
 * Mean over the question's words, weighted by importance, of how far each is known: 1 where the unit has the word,
 * 0.8 where its passage has it, else its cosine with the unit. "Vacation" is known where "holidays" stands, "Tokyo"
 * is not among the hotels of London.
 */
export function supportOf(words: readonly QuestionWord[]): number {
  let known = 0;
  let all = 0;
  for (const { importance, inUnit, inPassage, cosine } of words) {
    const weight = Math.max(LEAST_IMPORTANCE, importance);
    all += weight;
    known += weight * (inUnit ? 1 : Math.max(inPassage ? PASSAGE_SHARE : 0, cosine));
  }
  return all === 0 ? 0 : known / all;
}

/**
 * Logistic regression on the development split: `npx node eval/quality/fit-abstention.ts` fits it anew and prints what
 * it reaches on questions that it has not seen. Only for the bundled model: another one has other cosines.
 */
export const ABSTENTION = { intercept: -5.96, nearness: 7.16, support: 4.25 };

/** The estimated probability from which on passages are taken to hold an answer. */
export const ANSWERED_FROM = 0.5;

/** Estimated probability, 0 to 1, that the passages hold an answer. */
export function answerability({ nearness, support }: Evidence): number {
  const logit = ABSTENTION.intercept + ABSTENTION.nearness * nearness + ABSTENTION.support * support;
  return 1 / (1 + Math.exp(-logit));
}
