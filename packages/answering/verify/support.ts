import type { Evidence } from "./evidence-in.ts";
import { type Figure, namesUnit } from "./figures.ts";
import { hasName } from "./names.ts";
import type { Statement } from "./statement.ts";

/** Sentences, items or rows that one statement may rest on: what needs more says more than one thing. */
const MOST = 4;
/** Of a statement's terms, one that stands in the evidence's surroundings counts so much of one that stands in it. */
const AROUND_SHARE = 0.4;
const FIGURE_GAIN = 3;
const NAME_GAIN = 2;
/** What else lies in the same section is understood together with the first. */
const BESIDE_GAIN = 0.5;
const LEAST_GAIN = 0.9;

/**
 * What a statement rests on most likely, the best first, no more than is enough; none where nothing shares a word with it.
 */
export function supportFor(
  statement: Statement,
  evidence: readonly Evidence[],
  isEnough: (chosen: readonly Evidence[]) => boolean,
): Evidence[] {
  const chosen: Evidence[] = [];
  while (chosen.length < MOST && !isEnough(chosen)) {
    let best: Evidence | undefined;
    let most = 0;
    for (const each of evidence) {
      if (chosen.includes(each)) continue;
      const gain = gainOf(statement, each, chosen);
      if (gain > most) {
        best = each;
        most = gain;
      }
    }
    if (best === undefined || most < LEAST_GAIN) break;
    chosen.push(best);
  }
  return chosen;
}

function gainOf(statement: Statement, evidence: Evidence, chosen: readonly Evidence[]): number {
  let gain = 0;
  for (const term of statement.terms) {
    if (chosen.some((each) => each.terms.has(term) || each.termsAround.has(term))) continue;
    if (evidence.terms.has(term)) gain += 1;
    else if (chosen.length === 0 && evidence.termsAround.has(term)) gain += AROUND_SHARE;
  }
  for (const figure of statement.figures) {
    if (!chosen.some((each) => states(each, figure)) && states(evidence, figure)) gain += FIGURE_GAIN;
  }
  for (const name of statement.names) {
    if (!chosen.some((each) => hasName(each.text, name)) && hasName(evidence.text, name)) gain += NAME_GAIN;
  }
  if (gain === 0 || chosen.length === 0) return gain;
  return chosen[0]?.unit.passage === evidence.unit.passage ? gain + BESIDE_GAIN : gain;
}

/** Whether the evidence states the figure, in the statement's unit: beside it, or in what stands around it. */
export function states({ figures, text, around }: Evidence, { value, unit }: Figure): boolean {
  return figures.some((figure) => {
    if (figure.value !== value) return false;
    if (unit === undefined || figure.unit === unit) return true;
    return figure.unit === undefined && (namesUnit(text, unit) || namesUnit(around, unit));
  });
}
