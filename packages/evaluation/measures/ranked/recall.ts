import { countRelevant, type Judgements, relevantAbove } from "./ranking.ts";

/**
 * Recall@k: the share of the relevant documents that stand among the first k, in [0, 1]; 0 where nothing is relevant.
 * trec_eval's `recall`.
 */
export function recall(ranked: readonly string[], judgements: Judgements, cutoff: number): number {
  const relevant = countRelevant(judgements);
  return relevant === 0 ? 0 : relevantAbove(ranked, judgements, cutoff) / relevant;
}
