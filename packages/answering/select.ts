import { endsWithColon } from "./blocks.ts";
import type { RankedUnit } from "./rank.ts";
import { contentTerms } from "./terms.ts";
import type { Unit } from "./units.ts";

/** More than this is a page to read, not an answer. */
const MOST_UNITS = 4;
/** A list that answers as a whole is shown as a whole up to here. */
const MOST_ITEMS = 6;
/** How far below the best unit another may lie and still belong to the answer: one that follows it in its section… */
const MARGIN_AFTER = 0.08;
/** …and one before it, which a reader would have to get past, or elsewhere. */
const MARGIN = 0.04;
/** Two texts that share this much of their terms, and all their figures, say the same. */
const SAME = 0.8;

const CONTINUES =
  /^(?:it|its|they|their|them|this|that|these|those|he|she|however|but|otherwise|instead|also|in (?:this|that|these|those) cases?|then|therefore|so|exceptions?|except|unless|after that|before that|there|such|both|neither|er|sie|es|diese[rsnm]?|jedoch|aber|sonst|außerdem|dann)\b/iu;

/** By place: two passages of one section both know the sentences between them. */
type Chosen = Map<string, Unit>;

/**
 * The units that make the answer, in the order in which they are read: the section with the best one first, inside
 * it reading order, each with what it cannot be understood without. `ranked` is best first; `all` is every unit of
 * its passages in reading order.
 */
export function selectUnits(ranked: readonly RankedUnit[], all: readonly Unit[]): Unit[] {
  const [best] = ranked;
  if (!best) return [];
  const chosen: Chosen = new Map();
  for (const each of ranked) {
    if (chosen.size >= MOST_UNITS) break;
    if (!belongs(each, best)) continue;
    if (![...chosen.values()].some((other) => saysTheSame(other, each.unit)))
      addWithContext(each.unit, all, chosen);
  }
  return inReadingOrder(chosen);
}

function belongs(each: RankedUnit, best: RankedUnit): boolean {
  const follows = sectionOf(each.unit) === sectionOf(best.unit) && each.unit.start >= best.unit.start;
  if (each.relevance < best.relevance - (follows ? MARGIN_AFTER : MARGIN)) return false;
  // Rows of a table are alike but for the one word that was asked for: "Greenhouse" is no answer about sheds.
  return each.unit.kind !== "row" || best.unit.kind !== "row" || best.asked.isSubsetOf(each.asked);
}

function addWithContext(unit: Unit, all: readonly Unit[], chosen: Chosen): void {
  for (let lead = unit.leadIn; lead; lead = lead.leadIn) add(chosen, lead);
  if (unit.kind !== "row" && unit.previous && CONTINUES.test(unit.text)) add(chosen, unit.previous);
  add(chosen, unit);
  if (endsWithColon(unit.text)) {
    for (const item of all.filter(({ leadIn }) => leadIn === unit).slice(0, MOST_ITEMS)) add(chosen, item);
    return;
  }
  const next = all.find(({ previous }) => previous === unit);
  if (next && CONTINUES.test(next.text) && !endsWithColon(next.text) && chosen.size < MOST_UNITS)
    add(chosen, next);
}

function add(chosen: Chosen, unit: Unit): void {
  const { document, version } = unit.passage.candidate;
  const place = `${document} ${version} ${unit.start}-${unit.end}`;
  if (!chosen.has(place)) chosen.set(place, unit);
}

function inReadingOrder(chosen: Chosen): Unit[] {
  const sections = Map.groupBy(chosen.values(), sectionOf);
  return [...sections.values()].flatMap((units) => units.toSorted((a, b) => a.start - b.start));
}

function sectionOf({ passage: { candidate } }: Unit): string {
  return `${candidate.document} ${candidate.version} ${candidate.parent.start}`;
}

/** Whether a reader would take the two for the same statement, as in two documents that repeat a rule. */
export function saysTheSame(a: Unit, b: Unit): boolean {
  if (a.text === b.text) return true;
  if (figuresOf(a.text) !== figuresOf(b.text)) return false;
  const [left, right] = [new Set(contentTerms(a.text)), new Set(contentTerms(b.text))];
  const shared = left.intersection(right).size;
  return shared > 0 && shared >= SAME * left.union(right).size;
}

function figuresOf(text: string): string {
  return (text.match(/\d+/gu) ?? []).toSorted().join(" ");
}
