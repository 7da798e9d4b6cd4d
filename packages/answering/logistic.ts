/**
 * Estimated probability, 0 to 1, by a fitted logistic regression: the logistic function of the intercept and the weighted sum of the
 * signals. Cox, "The regression analysis of binary sequences" (1958).
 */
export function logistic<Signals extends { readonly [Name in keyof Signals]: number }>(
  weights: Signals & { readonly intercept: number },
  signals: Signals,
): number {
  const names = Object.keys(signals) as (keyof Signals)[];
  const logit = names.reduce((sum, name) => sum + weights[name] * signals[name], weights.intercept);
  return 1 / (1 + Math.exp(-logit));
}

/** What `logistic` makes a probability of. @param probability above 0 and below 1 */
export function logOddsOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}
