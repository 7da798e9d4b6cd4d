import { type Judgements, ranking } from "./ranking.ts";

/** Share of the relevant documents that stand above the cut-off, in [0, 1]; 0 where nothing is relevant. */
export function recall(scores: ReadonlyMap<string, number>, judgements: Judgements, cutoff: number): number {
  const relevant = new Set([...judgements].filter(([, gain]) => gain > 0).map(([document]) => document));
  if (relevant.size === 0) return 0;
  return (
    ranking(scores)
      .slice(0, cutoff)
      .filter((document) => relevant.has(document)).length / relevant.size
  );
}
