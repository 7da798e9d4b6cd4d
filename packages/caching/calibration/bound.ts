/** Halvings of the interval from 0 to 1: far below what a share of some thousand pairs can tell. */
const HALVINGS = 50;

/**
 * Below which share the wrong ones lie at this confidence, where `wrong` of `judged` were: the one-sided upper bound of Clopper
 * and Pearson (1934), the share at which so few would be found with the probability 1 - confidence. Exact, where those of Wald
 * and Wilson are too low for the few wrong ones that this is about. 1 where nothing was judged.
 *
 * @example upperBound(0, 299, 0.95) // 0.00997: "none of 299" says "at most 1 %"
 */
export function upperBound(wrong: number, judged: number, confidence: number): number {
  if (wrong >= judged) return 1;
  let [low, high] = [wrong / judged, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (atMost(wrong, judged, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

/** The probability that at most `wrong` of `judged` are, each with this one. */
function atMost(wrong: number, judged: number, probability: number): number {
  // In logarithms: 0.99 to the power of some ten thousand is no number any more.
  let term = judged * Math.log1p(-probability);
  let sum = Math.exp(term);
  for (let count = 1; count <= wrong; count++) {
    term += Math.log((judged - count + 1) / count) + Math.log(probability) - Math.log1p(-probability);
    sum += Math.exp(term);
  }
  return sum;
}
