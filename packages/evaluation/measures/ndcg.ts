import { type Judgements, ranking } from "./ranking.ts";

/**
 * nDCG at a cut-off, in [0, 1]: linear gain, discount log2(rank + 1), as trec_eval's ndcg_cut. Järvelin and
 * Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (TOIS 2002). 0 where nothing is relevant.
 */
export function ndcg(scores: ReadonlyMap<string, number>, judgements: Judgements, cutoff: number): number {
  const gains = ranking(scores).map((document) => Math.max(0, judgements.get(document) ?? 0));
  const ideal = [...judgements.values()].filter((gain) => gain > 0).sort((one, other) => other - one);
  const best = discounted(ideal, cutoff);
  return best === 0 ? 0 : discounted(gains, cutoff) / best;
}

function discounted(gains: readonly number[], cutoff: number): number {
  return gains.slice(0, cutoff).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
