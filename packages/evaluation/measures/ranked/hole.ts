import type { Judgements } from "./ranking.ts";

/**
 * Hole@k: the share of the first k documents that nobody judged for this query, in [0, 1]; less is better, since what was
 * not judged counts as not relevant everywhere else. Divided by k, like precision. Thakur et al., "BEIR" (NeurIPS 2021),
 * appendix; their code counts a document as judged that was judged for any query, here it has to be for this one.
 */
export function hole(ranked: readonly string[], judgements: Judgements, cutoff: number): number {
  return ranked.slice(0, cutoff).filter((document) => !judgements.has(document)).length / cutoff;
}
