/**
 * F-beta of true positives, false positives and false negatives, in [0, 1]: 0 where precision and recall are. Van Rijsbergen,
 * "Information Retrieval" (1979), chapter 7; a beta above 1 weighs recall.
 */
export function fBeta(
  { truePositives: tp, falsePositives: fp, falseNegatives: fn }: Classification,
  beta = 1,
): number {
  const precision = tp + fp === 0 ? 0 : tp / (tp + fp);
  const recall = tp + fn === 0 ? 0 : tp / (tp + fn);
  if (precision === 0 && recall === 0) return 0;
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

export interface Classification {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}
