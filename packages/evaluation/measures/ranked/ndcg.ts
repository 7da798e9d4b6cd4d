import type { Judgements } from "./ranking.ts";

/**
 * nDCG@k in [0, 1]: the sum over the first k of gain / log2(rank + 1), divided by the sum for the best order that there
 * could be. The gain is the judgement itself (linear), and nothing below 0: trec_eval's `ndcg_cut`. Järvelin and
 * Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (TOIS 2002). 0 where nothing is relevant.
 */
export function ndcg(ranked: readonly string[], judgements: Judgements, cutoff: number): number {
  const gains = ranked.map((document) => Math.max(0, judgements.get(document) ?? 0));
  const ideal = [...judgements.values()].filter((gain) => gain > 0).sort((one, other) => other - one);
  const best = discounted(ideal, cutoff);
  return best === 0 ? 0 : discounted(gains, cutoff) / best;
}

function discounted(gains: readonly number[], cutoff: number): number {
  return gains.slice(0, cutoff).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
