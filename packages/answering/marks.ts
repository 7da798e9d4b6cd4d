import type { RankedUnit, Ranking } from "./rank.ts";
import type { Marks } from "./show/part.ts";
import type { Unit } from "./units/unit.ts";

/**
 * What is marked in a unit: the sentence or item that answers best; of a table all rows that have what the best row
 * has of the question, so that "Shed" marks no greenhouse and a question about the table as a whole marks nothing.
 */
export function marksIn(unit: Unit, { ranked }: Ranking): Marks {
  const isOf = (each: RankedUnit) =>
    each.unit === unit || (unit.pieceOf !== undefined && each.unit.pieceOf === unit.pieceOf);
  const [read] = ranked.filter(isOf);
  if (read?.best === undefined) return [];
  const { best, parts, asked } = read;
  // The best of several pieces is marked in them; a piece that is shown alone needs no mark.
  if (unit.pieceOf !== undefined) return unit.blocks === read.unit.blocks ? [] : [read.unit];
  if (unit.kind !== "table") return parts.length > 1 ? [best] : [];
  const own = best.terms.intersection(asked);
  return own.size === 0 ? [] : parts.filter((part) => part.kind === "row" && own.isSubsetOf(part.terms));
}
