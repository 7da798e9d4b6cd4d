import { type Judgements, relevantAbove } from "./ranking.ts";

/**
 * Precision@k: the share of the first k places that hold a relevant document, in [0, 1]. Places that a shorter ranking
 * leaves empty count as not relevant, as in trec_eval's `P`.
 */
export function precision(ranked: readonly string[], judgements: Judgements, cutoff: number): number {
  return relevantAbove(ranked, judgements, cutoff) / cutoff;
}
