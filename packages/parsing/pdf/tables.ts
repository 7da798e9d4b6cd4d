import type { Fragment } from "./fragment.ts";
import type { LineJoiner } from "./join.ts";
import type { Line } from "./line.ts";
import { BULLET, ENUMERATOR } from "./list-markers.ts";

/** Where a column lies. */
interface Column {
  x0: number;
  x1: number;
}

export interface PdfTable {
  readonly columns: readonly Column[];
  readonly rows: string[][];
  headerRows: 0 | 1;
}

/** Lines farther apart than this many line heights are not of one table. */
const FARTHEST = 3.5;
/** A gap of more than this many line heights begins a row. */
const ROW_GAP = 1.15;
const SLACK = 1;
const LONGEST_NAME = 40;

/**
 * Lines that stand in columns become tables; the others stay as they are.
 * @param pitch distance of a paragraph's lines, in ems
 */
export function findTables(lines: readonly Line[], pitch: number, joiner: LineJoiner): (Line | PdfTable)[] {
  const found: (Line | PdfTable)[] = [];
  for (let at = 0; at < lines.length; ) {
    const run = columnsFrom(lines, at, pitch);
    if (run === undefined) {
      const line = lines[at];
      if (line !== undefined) found.push(line);
      at++;
    } else {
      found.push(makeTable(run.lines, run.columns, pitch, joiner));
      at += run.lines.length;
    }
  }
  return found;
}

/** The longest run of lines from here on that keeps to columns, where that is a table. */
function columnsFrom(lines: readonly Line[], from: number, pitch: number) {
  const columns: Column[] = [];
  let end = from;
  for (; end < lines.length; end++) {
    const line = lines[end];
    const previous = lines[end - 1];
    if (line === undefined) break;
    if (end === from && line.fragments.length < 2) return undefined;
    if (end > from && previous !== undefined && line.y - previous.y > FARTHEST * line.size) break;
    if (!place(line, columns)) break;
  }
  const run = lines.slice(from, end);
  while (run.length > 0 && isTrailing(run, pitch)) run.pop();
  return isTable(run, columns) ? { lines: run, columns } : undefined;
}

/** Widens the columns by the line's fragments; false where one of them spans two columns or the line fits none. */
function place(line: Line, columns: Column[]): boolean {
  const hits = line.fragments.map((it) => columns.filter((column) => overlaps(it, column)));
  if (hits.some((hit) => hit.length > 1)) return false;
  const isNew = columns.length === 0;
  if (!isNew && line.fragments.length === 1 && hits[0]?.length === 0) return false;
  for (const [index, fragment] of line.fragments.entries()) {
    const column = hits[index]?.[0];
    if (column === undefined) columns.push({ x0: fragment.x0, x1: fragment.x1 });
    else {
      column.x0 = Math.min(column.x0, fragment.x0);
      column.x1 = Math.max(column.x1, fragment.x1);
    }
  }
  columns.sort((a, b) => a.x0 - b.x0);
  // Two columns that have grown into each other are none.
  return columns.every((column, index) => index === 0 || column.x0 > (columns[index - 1]?.x1 ?? 0) - SLACK);
}

/** A lone last line is the paragraph after the table, unless it is a cell's second line or a row like those above. */
function isTrailing(run: readonly Line[], pitch: number): boolean {
  const [last, before, earlier] = [run.at(-1), run.at(-2), run.at(-3)];
  if (last === undefined || last.fragments.length > 1) return false;
  if (before === undefined || Math.abs(last.size - before.size) > 0.1 * before.size) return true;
  const gap = last.y - before.y;
  const isAligned = before.fragments.some((it) => Math.abs(it.x0 - last.x0) < last.size / 4);
  const isRow = earlier !== undefined && Math.abs(before.y - earlier.y - gap) < 0.05 * gap;
  return !isAligned || !(gap <= ROW_GAP * pitch * last.size || isRow);
}

function isTable(run: readonly Line[], columns: readonly Column[]): boolean {
  const wide = run.filter((line) => line.fragments.length > 1);
  if (columns.length < 2 || wide.length < (columns.length === 2 ? 3 : 2)) return false;
  const markers = wide.filter((line) => {
    const first = line.fragments[0]?.text ?? "";
    return BULLET.test(first) || ENUMERATOR.test(`${first} `);
  });
  return columns.length > 2 || markers.length * 2 < wide.length;
}

function makeTable(
  run: readonly Line[],
  columns: readonly Column[],
  pitch: number,
  joiner: LineJoiner,
): PdfTable {
  const rows: string[][] = [];
  const groups = groupRows(run, columns, pitch);
  for (const group of groups) {
    const row = columns.map(() => "");
    for (const fragment of group.flatMap((line) => line.fragments)) {
      const index = columns.findIndex((column) => overlaps(fragment, column));
      row[index] = joiner.join(row[index] ?? "", fragment.text);
    }
    rows.push(row);
  }
  const [first, second] = groups;
  const isSetApart =
    first?.[0] !== undefined && second?.[0] !== undefined && first[0].font !== second[0].font;
  return { columns, rows, headerRows: hasHeader(rows, isSetApart) ? 1 : 0 };
}

/** By the gaps between them; where a table is set too densely for that, a filled first column begins a row. */
function groupRows(run: readonly Line[], columns: readonly Column[], pitch: number): Line[][] {
  const isApart = (line: Line, index: number) =>
    line.y - (run[index - 1]?.y ?? line.y) > ROW_GAP * pitch * line.size;
  const isFilled = (line: Line) =>
    columns[0] !== undefined && line.fragments.some((it) => overlaps(it, columns[0] as Column));
  const byGaps = run.filter(isApart).length + 1;
  const byFirst = run.filter(isFilled).length;
  const begins = byGaps > 1 && byGaps * 2 >= byFirst ? isApart : isFilled;
  const groups: Line[][] = [];
  for (const [index, line] of run.entries()) {
    if (index === 0 || begins(line, index)) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups;
}

/** Short names above longer or numeric content, or in another font. */
function hasHeader(rows: readonly string[][], isSetApart: boolean): boolean {
  const [names, ...content] = rows;
  if (names === undefined || content.length === 0) return false;
  const filled = names.filter((name) => name !== "");
  if (filled.length < 2 || filled.length * 2 < names.length) return false;
  if (filled.some((name) => name.length > LONGEST_NAME || isNumber(name))) return false;
  if (isSetApart) return true;
  return names.some((name, column) => {
    const cells = content.map((row) => row[column] ?? "").filter((cell) => cell !== "");
    const length = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(cells.length, 1);
    return cells.length > 0 && (cells.every(isNumber) || length > 3 * Math.max(name.length, 8));
  });
}

function isNumber(text: string): boolean {
  return /^[-+]?[\d.,\s%€$£]+$/.test(text);
}

function overlaps(fragment: Fragment, column: Column): boolean {
  return fragment.x0 < column.x1 + SLACK && fragment.x1 > column.x0 - SLACK;
}

/** Adds the table that a page begins with to the one that the page before ended with; false where it is another. */
export function continueTable(table: PdfTable, next: PdfTable, joiner: LineJoiner): boolean {
  const places = next.columns.map((column) =>
    table.columns.flatMap((it, index) => (it.x0 < column.x1 && it.x1 > column.x0 ? [index] : [])),
  );
  if (next.columns.length < 2 || places.some((it) => it.length !== 1)) return false;
  if (new Set(places.flat()).size < places.length) return false;
  const [first] = table.rows;
  for (const [index, row] of next.rows.entries()) {
    const placed = table.columns.map((_, at) => row[places.findIndex(([place]) => place === at)] ?? "");
    if (index === 0 && first?.every((name, at) => name === placed[at])) {
      // What is said again on every page stands above the columns.
      table.headerRows = 1;
      continue;
    }
    const last = table.rows.at(-1);
    // A row that the page's end cut in two goes on without its first cell.
    if (index === 0 && placed[0] === "" && last !== undefined) {
      for (const [at, text] of placed.entries()) last[at] = joiner.join(last[at] ?? "", text);
    } else table.rows.push(placed);
  }
  return true;
}
