/** What tells whether the passages answer the question at all; none depends on the scale of the fused scores. */
export interface Evidence {
  /** Cosine of the question and the best unit. */
  readonly sentenceCosine: number;
  /** Cosine of the question and the best whole passage. */
  readonly passageCosine: number;
  /** Share of the question's term weight in the best unit and the headings above it. */
  readonly sentenceCoverage: number;
  /** Share of the question's term weight in the best passage and the headings above it. */
  readonly passageCoverage: number;
}

export const ABSTENTION = {
  intercept: -5.5,
  sentenceCosine: 5,
  passageCosine: 4,
  sentenceCoverage: 1,
  passageCoverage: 2,
};

/** Estimated probability, 0 to 1, that the passages hold an answer. */
export function answerability(evidence: Evidence): number {
  const logit =
    ABSTENTION.intercept +
    ABSTENTION.sentenceCosine * evidence.sentenceCosine +
    ABSTENTION.passageCosine * evidence.passageCosine +
    ABSTENTION.sentenceCoverage * evidence.sentenceCoverage +
    ABSTENTION.passageCoverage * evidence.passageCoverage;
  return 1 / (1 + Math.exp(-logit));
}

/** The probability from which on passages are taken to hold an answer. */
export const ANSWERED_FROM = 0.5;
