import { showName } from "@footnote/contracts";
import { type FinishedRun, headlineOf, LOSSES, type MeasureMeans, variantName } from "@footnote/evaluation";
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
      ...printLosses(run),
    ]),
  ].join("\n");
}

const SHOWN = 5;

/** Of the questions that name a passage: at which stage their answers were lost, and which ones. */
function printLosses({ results }: FinishedRun): string[] {
  const lost = results.flatMap(({ id, loss }) => (loss == null ? [] : [{ id, loss }]));
  return LOSSES.flatMap((stage) => {
    const ids = lost.filter(({ loss }) => loss === stage).map(({ id }) => showName(id));
    if (ids.length === 0) return [];
    const more = ids.length > SHOWN ? ", …" : "";
    const hint =
      stage === "not_indexed" ? ": look whether key and quote are as they stand in the document" : "";
    return [
      `   lost, ${stage.replaceAll("_", " ")}: ${ids.length} (${ids.slice(0, SHOWN).join(", ")}${more})${hint}`,
    ];
  });
}

/** A mean with how many questions it is over, where that is not all. */
export function printMean(measure: string, means: MeasureMeans): string {
  const found = means[measure];
  if (found?.mean == null) return `${measure.padEnd(28)}      -`;
  const of =
    found.undefined === 0
      ? ""
      : `  (${countOf(found.defined, "question")}; not defined for ${found.undefined})`;
  return `${measure.padEnd(28)} ${found.mean.toFixed(4)}${of}`;
}

/** What `--json` prints of a run. */
export function summaryOf({ folder, manifest, means }: FinishedRun) {
  return { folder, ...manifest, measures: means };
}
