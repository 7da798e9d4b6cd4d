import { type FinishedRun, headlineOf, type MeasureMeans, variantName } from "@footnote/evaluation";
import { countOf } from "../../words.ts";

/** Runs of the same suite as one table: a row for each, a column for each measure that is told first. */
export function printRuns(runs: readonly FinishedRun[]): string {
  const bySuite = Map.groupBy(runs, ({ manifest }) => manifest.suite.name);
  return [...bySuite.values()].map(printSuite).join("\n\n");
}

function printSuite(runs: readonly FinishedRun[]): string {
  const [first] = runs;
  if (first === undefined) return "";
  const { suite, documents } = first.manifest;
  const measures = headlineOf(runs.flatMap(({ means }) => Object.keys(means)));
  const drafts = suite.drafts === 0 ? "" : `, ${countOf(suite.drafts, "draft")} left out until accepted`;
  return [
    `${suite.name}: ${countOf(suite.questions, "question")} on ${countOf(documents.count, "document")}${drafts}`,
    ...runs.flatMap((run) => [
      `${variantName(run.manifest.variant)}   ${run.folder}`,
      ...measures.map((measure) => `   ${printMean(measure, run.means)}`),
    ]),
  ].join("\n");
}

/** A mean with how many questions it is over, where that is not all. */
export function printMean(measure: string, means: MeasureMeans): string {
  const found = means[measure];
  if (found?.mean == null) return `${measure.padEnd(28)}      -`;
  const of =
    found.undefined === 0 ? "" : `  (${found.defined} questions; not defined for ${found.undefined})`;
  return `${measure.padEnd(28)} ${found.mean.toFixed(4)}${of}`;
}

/** What `--json` prints of a run. */
export function summaryOf({ folder, manifest, means }: FinishedRun) {
  return { folder, ...manifest, measures: means };
}
