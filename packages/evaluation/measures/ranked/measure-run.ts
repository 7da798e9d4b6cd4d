import { type MeasureMeans, type MeasureRow, meansOf } from "../measure.ts";
import { averagePrecision } from "./average-precision.ts";
import { hole } from "./hole.ts";
import { ndcg } from "./ndcg.ts";
import { precision } from "./precision.ts";
import { rPrecision } from "./r-precision.ts";
import { type Judgements, type Run, ranking } from "./ranking.ts";
import { recall } from "./recall.ts";
import { reciprocalRank } from "./reciprocal-rank.ts";
import { success } from "./success.ts";

const BY_CUTOFF = { ndcg, recall, precision, success, hole };
const UNCUT = { map: averagePrecision, mrr: reciprocalRank, r_precision: rPrecision };
export const CUTOFFS = [1, 3, 5, 10, 20, 100] as const;

/** All measures of one query's ranking, by name, such as "ndcg@10" and "map". */
export function measureRanking(scores: ReadonlyMap<string, number>, judgements: Judgements): MeasureRow {
  const ranked = ranking(scores);
  const row: Record<string, number> = {};
  for (const [name, measure] of Object.entries(BY_CUTOFF))
    for (const cutoff of CUTOFFS) row[`${name}@${cutoff}`] = measure(ranked, judgements, cutoff);
  for (const [name, measure] of Object.entries(UNCUT)) row[name] = measure(ranked, judgements);
  return row;
}

/** Means over all judged queries: one that the run does not answer counts 0 (trec_eval's -c). */
export function measureRun(run: Run, judgements: ReadonlyMap<string, Judgements>): MeasureMeans {
  return meansOf(
    [...judgements].map(([query, judged]) => measureRanking(run.get(query) ?? new Map(), judged)),
  );
}
