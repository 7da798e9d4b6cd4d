import type { Span } from "@footnote/contracts";
import type { Unit } from "./unit.ts";

/** The header row that the found chunk carries along, of a table that begins before the section does; else none. */
export function carriedHeader({ passage: { candidate } }: Pick<Unit, "passage">, table: Span): string[][] {
  if (candidate.start < table.start || candidate.start >= table.end) return [];
  const own = candidate.end - candidate.start;
  const lead = candidate.text.slice(0, Math.max(0, candidate.text.length - own)).trim();
  const last = lead.split("\n").at(-1) ?? "";
  const cells = last.split(" | ").map((cell) => cell.trim());
  return cells.length > 1 ? [cells] : [];
}
