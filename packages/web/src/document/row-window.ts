import type { Span, TableRow } from "@footnote/contracts";
import { touches } from "../look/cut.ts";

/** Rows of a table that are shown at first; a CSV file is one table of any length. */
export const ROWS_SHOWN = 200;

/** Which rows to show, as [from, to): the first ones, or those around the marked row. */
export function rowsAround(rows: readonly TableRow[], mark: Span | undefined): { from: number; to: number } {
  const marked = rows.findIndex((row) => touches(row, mark));
  const from = Math.max(0, Math.min(marked - ROWS_SHOWN / 2, rows.length - ROWS_SHOWN));
  return { from: marked < 0 ? 0 : from, to: Math.min(rows.length, (marked < 0 ? 0 : from) + ROWS_SHOWN) };
}
