import { CUTOFFS } from "../../measures/ranked/measure-run.ts";
import type { FinishedRun } from "../../runs/run-folder.ts";
import { curve } from "../charts/curve.ts";
import { histogram } from "../charts/histogram.ts";
import { nameOf } from "./names.ts";

/** What search finds by how far one looks, how scores and times are spread. */
export function curves(runs: readonly FinishedRun[]): string {
  const charts = [
    byCutoff(runs, "recall", "Recall by k: documents that answer, among the first k"),
    byCutoff(runs, "ndcg", "nDCG by k"),
    precisionByRecall(runs),
    scores(runs),
    times(runs, "searchMilliseconds", "Time of a search"),
    times(runs, "answerMilliseconds", "Time of an answer"),
  ].filter((chart) => chart !== "");
  return `<section><h2>Curves</h2><div class="charts">${charts.join("")}</div></section>`;
}

const AT = CUTOFFS.map((cutoff, index) => ({ at: index / (CUTOFFS.length - 1), label: String(cutoff) }));

function byCutoff(runs: readonly FinishedRun[], measure: string, title: string): string {
  const series = runs.flatMap((run) => {
    const points = CUTOFFS.flatMap((cutoff, index) => {
      const value = run.means[`${measure}@${cutoff}`]?.mean;
      return value == null ? [] : [{ at: index / (CUTOFFS.length - 1), value }];
    });
    return points.length === 0 ? [] : [{ name: nameOf(run), points }];
  });
  return series.length === 0 ? "" : curve(title, series, AT);
}

/** At each of the cut-offs, from the left to the right as recall grows. */
function precisionByRecall(runs: readonly FinishedRun[]): string {
  const series = runs.flatMap((run) => {
    const points = CUTOFFS.flatMap((cutoff) => {
      const at = run.means[`recall@${cutoff}`]?.mean;
      const value = run.means[`precision@${cutoff}`]?.mean;
      return at == null || value == null ? [] : [{ at, value }];
    });
    return points.length === 0 ? [] : [{ name: nameOf(run), points }];
  });
  const labels = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: `${at}` }));
  return series.length === 0
    ? ""
    : curve("Precision (upwards) by recall, at k = 1, 3, 5, 10, 20, 100", series, labels);
}

/** Of the last run: of several they would hide each other. */
function scores(runs: readonly FinishedRun[]): string {
  const run = runs.at(-1);
  const shown = run?.results.flatMap(({ sections }) => sections ?? []) ?? [];
  if (run === undefined || shown.length === 0) return "";
  const of = (held: boolean) => shown.filter(({ holds }) => holds === held).map(({ fused }) => fused);
  const groups = [
    { name: "sections that hold the answer", values: of(true) },
    { name: "sections that do not", values: of(false) },
  ];
  return histogram(`Scores of what is shown, ${nameOf(run)}`, groups, "");
}

function times(
  runs: readonly FinishedRun[],
  field: "searchMilliseconds" | "answerMilliseconds",
  title: string,
): string {
  const groups = runs.map((run) => ({
    name: `${nameOf(run)}, ${percentiles(run.timings.flatMap((timing) => timing[field] ?? []))}`,
    values: run.timings.flatMap((timing) => timing[field] ?? []),
  }));
  return histogram(title, groups, "ms");
}

function percentiles(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}
