import { bootstrapInterval } from "../../comparison/bootstrap.ts";
import { headlineOf } from "../../measures/headline.ts";
import type { FinishedRun } from "../../runs/run-folder.ts";
import { escapeMarkup } from "../escape.ts";
import { nameOf } from "./names.ts";

/** The measures that are told first, a row each, with their intervals, and all others below. */
export function measuresTable(runs: readonly FinishedRun[]): string {
  const all = [...new Set(runs.flatMap(({ means }) => Object.keys(means)))];
  const headline = headlineOf(all);
  const others = all.filter((name) => !headline.includes(name)).sort();
  return `<section><h2>Measures</h2><p>Means with the interval in which they lie with a confidence of 95 %. Below each: over how many questions it is, and for how many it is not defined.</p>${table(runs, headline)}<details><summary>All ${all.length} measures</summary>${table(runs, others)}</details></section>`;
}

function table(runs: readonly FinishedRun[], measures: readonly string[]): string {
  const head = runs.map((run) => `<th scope="col">${escapeMarkup(nameOf(run))}</th>`).join("");
  const rows = measures.map((measure) => {
    const cells = runs.map((run) => cell(run, measure)).join("");
    return `<tr><th scope="row">${escapeMarkup(measure)}</th>${cells}</tr>`;
  });
  return `<div class="wide"><table><thead><tr><th scope="col">measure</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function cell({ means, results, manifest }: FinishedRun, measure: string): string {
  const found = means[measure];
  if (found?.mean == null) return "<td>–</td>";
  const values = results.flatMap(({ measures }) => measures[measure] ?? []);
  const interval = bootstrapInterval(values, manifest.seed);
  const range =
    interval === undefined ? "" : ` <small>${interval.low.toFixed(3)} – ${interval.high.toFixed(3)}</small>`;
  const of =
    found.undefined === 0 ? `${found.defined}` : `${found.defined}, not defined for ${found.undefined}`;
  return `<td><b>${found.mean.toFixed(4)}</b>${range}<br><small>${of}</small></td>`;
}
