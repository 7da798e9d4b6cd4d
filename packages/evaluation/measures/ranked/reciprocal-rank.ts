import { isRelevant, type Judgements } from "./ranking.ts";

/**
 * 1 / rank of the first relevant document, in [0, 1]; 0 where there is none. Its mean over queries is MRR. trec_eval's
 * `recip_rank`; Voorhees, "The TREC-8 Question Answering Track Report" (1999).
 */
export function reciprocalRank(ranked: readonly string[], judgements: Judgements): number {
  const at = ranked.findIndex((document) => isRelevant(judgements, document));
  return at < 0 ? 0 : 1 / (at + 1);
}
