import type { MeasureRow } from "../measure.ts";

const CUTOFFS = [1, 2, 3, 5, 10] as const;

/**
 * How early a section comes that holds a passage which answers, where any of several places will do: success at k, and the
 * reciprocal rank of the first one. @param holds of the sections, best first
 */
export function measurePassages(holds: readonly boolean[]): MeasureRow {
  const at = holds.indexOf(true);
  const row: Record<string, number> = { passage_mrr: at < 0 ? 0 : 1 / (at + 1) };
  for (const cutoff of CUTOFFS) row[`passage_success@${cutoff}`] = Number(at >= 0 && at < cutoff);
  return row;
}
