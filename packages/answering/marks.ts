import type { Ranking } from "./rank.ts";
import type { Marks } from "./show/part.ts";
import type { Unit } from "./units/unit.ts";

/**
 * What is marked in a unit: the sentence or item that answers best; of a table all rows that have what the best row
 * has of the question, so that "Shed" marks no greenhouse and a question about the table as a whole marks nothing.
 */
export function marksIn(unit: Unit, { ranked }: Ranking): Marks {
  const read = ranked.find((each) => each.unit === unit);
  if (read?.best === undefined) return [];
  const { best, parts, asked } = read;
  if (unit.kind !== "table") return parts.length > 1 ? [best] : [];
  const own = best.terms.intersection(asked);
  return own.size === 0 ? [] : parts.filter((part) => part.kind === "row" && own.isSubsetOf(part.terms));
}
