import { isNumberText } from "../canonical/header-row.ts";
import type { MergedCells } from "./place.ts";
import { columnsOf, type SheetRow } from "./sheet.ts";

/** Sheets come to three, seldom four. */
const MOST_HEADER_ROWS = 4;
/** A wider sheet is no table that a person names the columns of. */
const MOST_COLUMNS = 250;
const YEAR = /^(?:19|20)\d\d$/;

/** A sheet's merged cells by the place at their top left. */
export type MergedAt = ReadonlyMap<string, MergedCells>;

/** A name and the columns that it stands over. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function mergedAt(merged: readonly MergedCells[]): MergedAt {
  return new Map(merged.map((it) => [placeOf(it.top, it.left), it]));
}

/**
 * Rows of names above each other ("Rates" over "2025" and "2026") as one: "Rates 2025", "Rates 2026", so that a row
 * reads right without the sheet around it. Rows that are no such header are given back as they are.
 * @param rows those of a table
 */
export function joinHeaderRows(rows: readonly SheetRow[], merged: MergedAt): readonly SheetRow[] {
  const [first] = rows;
  const columns = columnsOf(rows.slice(0, MOST_HEADER_ROWS + 1));
  if (first === undefined || columns.length > MOST_COLUMNS) return rows;
  /** For each header row but the last: what it says over which columns. */
  const spans: Span[][] = [];
  for (const [index, above] of rows.slice(0, MOST_HEADER_ROWS - 1).entries()) {
    const [below, next] = rows.slice(index + 1);
    if (below === undefined || next === undefined) break;
    const found = spansOf(above, below, columns, merged, index === 0);
    if (!areNames(above, below, next, columns, found, merged)) break;
    spans.push(found);
  }
  if (spans.length === 0) return rows;
  const cells = new Map<number, string>();
  const last = rows[spans.length];
  for (const column of columns) {
    const above = spans.flatMap((row) => row.find((it) => column >= it.from && column <= it.to)?.text ?? []);
    const names = [...above, last?.cells.get(column)?.trim() ?? ""];
    const name = [...new Set(names)].join(" ").trim();
    if (name !== "") cells.set(column, name);
  }
  return [{ number: first.number, cells }, ...rows.slice(spans.length + 1)];
}

/** Each name with its columns: those of its merged cells; in the first row, else, as far as nothing stands beside it. */
function spansOf(
  row: SheetRow,
  below: SheetRow,
  columns: readonly number[],
  merged: MergedAt,
  isFirst: boolean,
): Span[] {
  return columns.flatMap((from, index) => {
    const text = row.cells.get(from)?.trim();
    if (text === undefined) return [];
    const cells = merged.get(placeOf(row.number, from));
    if (cells !== undefined) return [{ from, to: cells.right, text }];
    let to = from;
    for (const next of isFirst ? columns.slice(index + 1) : []) {
      if (next !== to + 1 || row.cells.has(next) || !below.cells.has(next)) break;
      to = next;
    }
    return [{ from, to, text }];
  });
}

/** Whether the row below is one of names, too: of the columns that names above it stand over. */
function areNames(
  above: SheetRow,
  below: SheetRow,
  next: SheetRow,
  columns: readonly number[],
  spans: readonly Span[],
  merged: MergedAt,
): boolean {
  if (below.number !== above.number + 1 || hasNumber(above) || hasNumber(below)) return false;
  const isTall = (column: number) => {
    const cells = merged.get(placeOf(above.number, column));
    return cells !== undefined && cells.bottom > cells.top;
  };
  const covered = spansOf(below, next, columns, merged, false);
  const isNamed = (column: number) =>
    !isTall(column) && covered.some((it) => column >= it.from && column <= it.to);
  const wide = spans.filter((it) => it.to > it.from);
  const under = columns.filter((column) => wide.some((it) => column >= it.from && column <= it.to));
  if (wide.length === 0 || !under.every(isNamed)) return false;
  // Names that stand over several columns may have records below them at once: then nothing tells them apart but this.
  const isBeside = columns.some((column) => above.cells.has(column) && !isNamed(column));
  return isBeside || under.some((column) => isNumberText(next.cells.get(column) ?? ""));
}

function hasNumber({ cells }: SheetRow): boolean {
  return [...cells.values()].some((text) => isNumberText(text) && !YEAR.test(text.trim()));
}

function placeOf(row: number, column: number): string {
  return `${row} ${column}`;
}
