import { countRelevant, type Judgements, relevantAbove } from "./ranking.ts";

/**
 * The precision among the first R documents, where R is how many are relevant; in [0, 1], 0 where nothing is relevant.
 * trec_eval's `Rprec`.
 */
export function rPrecision(ranked: readonly string[], judgements: Judgements): number {
  const relevant = countRelevant(judgements);
  return relevant === 0 ? 0 : relevantAbove(ranked, judgements, relevant) / relevant;
}
