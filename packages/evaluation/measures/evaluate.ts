import { ndcg } from "./ndcg.ts";
import type { Judgements } from "./ranking.ts";
import { recall } from "./recall.ts";

/** Scores of documents, by query. */
export type Run = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface SystemMeasures {
  readonly "ndcg@10": number;
  readonly "recall@100": number;
}

/** The mean over all judged queries: one that the run does not answer counts 0 (trec_eval's -c). */
export function evaluate(run: Run, judgements: ReadonlyMap<string, Judgements>): SystemMeasures {
  const mean = (measure: (scores: ReadonlyMap<string, number>, judged: Judgements) => number) => {
    let sum = 0;
    for (const [query, judged] of judgements) sum += measure(run.get(query) ?? new Map(), judged);
    return judgements.size === 0 ? 0 : sum / judgements.size;
  };
  return {
    "ndcg@10": mean((scores, judged) => ndcg(scores, judged, 10)),
    "recall@100": mean((scores, judged) => recall(scores, judged, 100)),
  };
}
