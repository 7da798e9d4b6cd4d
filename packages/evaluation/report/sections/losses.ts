import { LOSSES, type Loss } from "../../runs/result.ts";
import type { FinishedRun } from "../../runs/run-folder.ts";
import { escapeMarkup } from "../escape.ts";
import { nameOf } from "./names.ts";

const SAYS: Readonly<Record<Loss, string>> = {
  not_indexed: "not indexed: the passage stands in no document that is searched",
  not_retrieved: "not retrieved: no leg found it",
  ranked_away: "ranked away: found, and behind what is shown",
  declined: "declined: shown, and not answered",
  not_cited: "not cited: answered from elsewhere",
};

/** At which stage answers were lost: of the questions that name a passage. */
export function losses(runs: readonly FinishedRun[]): string {
  const known = runs.filter(({ results }) => results.some(({ loss }) => loss !== undefined));
  if (known.length === 0) return "";
  const bars = known.map((run) => {
    const of = run.results.filter(({ loss }) => loss !== undefined);
    const count = (stage: Loss | null) => of.filter(({ loss }) => loss === stage).length;
    const parts = [null, ...LOSSES.toReversed()].map((stage) => ({ stage, count: count(stage) }));
    let left = 0;
    const rects = parts.map(({ stage, count: share }) => {
      const width = (share / of.length) * 1000;
      const rect = `<rect class="loss ${stage ?? "kept"}" x="${left.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="28"/>`;
      left += width;
      return rect;
    });
    const rows = parts
      .filter(({ count: share }) => share > 0)
      .map(
        ({ stage, count: share }) =>
          `<li><i class="key ${stage ?? "kept"}"></i>${share} of ${of.length} ${stage === null ? "cited: nothing was lost" : SAYS[stage]}</li>`,
      );
    return `<h3>${escapeMarkup(nameOf(run))}</h3><svg class="band" viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" aria-label="Losses by stage, listed below">${rects.join("")}</svg><ul class="legend">${rows.join("")}</ul>`;
  });
  return `<section><h2>Where answers are lost</h2>${bars.join("")}</section>`;
}
