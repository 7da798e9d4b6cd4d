import type { Identifier } from "@footnote/contracts";
import type { PromisingUnit, Ranking } from "./rank.ts";
import { headingPathOf } from "./units/headings.ts";
import type { Unit } from "./units/unit.ts";

/**
 * The identifiers of the question that no unit holds, as they were asked for. Of another one nothing is an answer: room 4.17
 * is not where room 4.18 is, however alike the two sentences are.
 */
export function unknownIn(
  identifiers: readonly Identifier[],
  units: readonly Pick<PromisingUnit, "unit">[],
): string[] {
  return identifiers
    .filter((identifier) => !units.some((unit) => holds(unit, identifier)))
    .map(({ text }) => text);
}

/** Words in which what a line is about is named: "Ticket INC-12: …", "Clause 12.3.1 limits …". */
const OPENING = 4;
const LONGEST_OPENING = 200;

/**
 * Only the units that hold an identifier of the question, where it has any; beside them nothing that is about another one:
 * other rows of their table, and what begins with a name like theirs.
 */
export function identified(
  identifiers: readonly Identifier[],
  ranking: Ranking,
  identifiersOf: (text: string) => readonly Identifier[],
): Ranking {
  if (identifiers.length === 0) return ranking;
  const isAsked = (unit: Unit) => identifiers.some((identifier) => holds({ unit }, identifier));
  const ranked = ranking.ranked.filter(({ unit }) => isAsked(unit));
  const tables = new Set(ranked.map(({ unit }) => (unit.kind === "table" ? unit.pieceOf : undefined)));
  tables.delete(undefined);
  const isOfAnother = (unit: Unit) =>
    tables.has(unit.pieceOf) || identifiersOf(openingOf(unit)).some(({ text }) => /\d/.test(text));
  return { ...ranking, ranked, units: ranking.units.filter((unit) => isAsked(unit) || !isOfAnother(unit)) };
}

function openingOf({ text }: Unit): string {
  return text.slice(0, LONGEST_OPENING).split(/\s+/, OPENING).join(" ");
}

/** In the unit itself, or in what stands above it: the headings, the title. Not in those of what was found beside it. */
function holds({ unit }: Pick<PromisingUnit, "unit">, identifier: Identifier): boolean {
  const { title } = unit.passage.candidate;
  return identifier.heldBy([title, ...headingPathOf(unit), ...unit.headings, unit.text].join("\n"));
}
