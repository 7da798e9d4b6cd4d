import { hasHeader, isNumberText } from "../canonical/header-row.ts";
import { columnsOf, type SheetRow } from "./sheet.ts";

/** How many rows tell whether it is one. */
const JUDGED_ROWS = 100;
/** A sheet has a few tables beside each other; with more, its free columns are something else. */
const MOST_PARTS = 20;

/**
 * Tables that stand beside each other, with free columns between. Columns that belong to one table may have free ones
 * between them as well: only what has names and a first column of its own is another table.
 */
export function besideEachOther(region: readonly SheetRow[]): (readonly SheetRow[])[] {
  const parts: number[][] = [];
  for (const column of columnsOf(region)) {
    const last = parts.at(-1);
    if (last !== undefined && last.at(-1) === column - 1) last.push(column);
    else parts.push([column]);
  }
  if (parts.length < 2 || parts.length > MOST_PARTS) return [region];
  const judged = region.slice(0, JUDGED_ROWS);
  const tables: number[][] = [];
  for (const part of parts) {
    const before = tables.at(-1);
    if (before !== undefined && !(isTable(cut(judged, before)) && isTable(cut(judged, part))))
      before.push(...part);
    else tables.push(part);
  }
  return tables.length < 2 ? [region] : tables.map((table) => cut(region, table));
}

function cut(region: readonly SheetRow[], columns: readonly number[]): SheetRow[] {
  return region.flatMap(({ number, cells }) => {
    const own = new Map<number, string>();
    for (const column of columns) {
      const text = cells.get(column);
      if (text !== undefined) own.set(column, text);
    }
    return own.size === 0 ? [] : [{ number, cells: own }];
  });
}

function isTable(rows: readonly SheetRow[]): boolean {
  const wide = rows.filter((row) => row.cells.size > 1);
  if (wide.length < 2) return false;
  const first = Math.min(...wide.map((row) => Math.min(...row.cells.keys())));
  const labels = wide.map((row) => row.cells.get(first) ?? "");
  return hasHeader(wide.slice(0, 2).map((row) => [...row.cells.values()])) && !labels.some(isNumberText);
}
