import type { Identifier } from "@footnote/contracts";
import type { PromisingUnit, Ranking } from "./rank.ts";
import { headingPathOf } from "./units/headings.ts";

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

/** Only the units that hold an identifier of the question, where it has any. */
export function identified(identifiers: readonly Identifier[], ranking: Ranking): Ranking {
  if (identifiers.length === 0) return ranking;
  const ranked = ranking.ranked.filter((unit) => identifiers.some((identifier) => holds(unit, identifier)));
  return { ...ranking, ranked };
}

/** In the unit itself, or in what stands above it: the headings, the title. Not in those of what was found beside it. */
function holds({ unit }: Pick<PromisingUnit, "unit">, identifier: Identifier): boolean {
  const { title } = unit.passage.candidate;
  return identifier.heldBy([title, ...headingPathOf(unit), ...unit.headings, unit.text].join("\n"));
}
