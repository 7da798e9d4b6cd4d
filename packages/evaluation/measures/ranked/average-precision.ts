import { countRelevant, isRelevant, type Judgements } from "./ranking.ts";

/**
 * The mean, over the relevant documents, of the precision where each stands; one that is not found counts 0. In [0, 1]; 0
 * where nothing is relevant. Its mean over queries is MAP. trec_eval's `map`; Buckley and Voorhees, "Evaluating
 * evaluation measure stability" (SIGIR 2000).
 */
export function averagePrecision(ranked: readonly string[], judgements: Judgements): number {
  const relevant = countRelevant(judgements);
  if (relevant === 0) return 0;
  let found = 0;
  let sum = 0;
  for (const [index, document] of ranked.entries()) {
    if (!isRelevant(judgements, document)) continue;
    found += 1;
    sum += found / (index + 1);
  }
  return sum / relevant;
}
