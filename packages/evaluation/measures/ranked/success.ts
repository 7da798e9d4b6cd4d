import { type Judgements, relevantAbove } from "./ranking.ts";

/** Success@k: 1 where a relevant document stands among the first k, else 0. trec_eval's `success`; also called hit rate. */
export function success(ranked: readonly string[], judgements: Judgements, cutoff: number): number {
  return relevantAbove(ranked, judgements, cutoff) > 0 ? 1 : 0;
}
