import { ENUMERATOR } from "@footnote/contracts";
import type { LineJoiner } from "../canonical/line-joiner.ts";
import { type Band, type Extent, groupBands, overlaps } from "./band.ts";
import type { Line } from "./line.ts";
import { BULLET } from "./list-markers.ts";
import { makeTable, type PdfTable, ROW_GAP } from "./table.ts";

/** In ems: bands farther apart are not of one table. */
const FARTHEST = 3.5;
/** Than its rows are from each other, what introduces the next table is from this one. */
const FARTHER = 1.1;
/** Characters of all names that stand over columns. */
const LONGEST_NAMES = 80;

/**
 * Lines that stand in columns become tables; the others stay as they are.
 * @param pitch distance of a paragraph's lines, in ems
 */
export function findTables(lines: readonly Line[], pitch: number, joiner: LineJoiner): (Line | PdfTable)[] {
  // Most pages have no table, and most lines of the others are of none.
  if (lines.filter((line) => line.fragments.length > 1).length < 2) return [...lines];
  const bands = groupBands(lines, pitch);
  const found: (Line | PdfTable)[] = [];
  for (let at = 0; at < bands.length; ) {
    const above = spansColumns(bands, at) ? bands[at] : undefined;
    const first = above === undefined ? at : at + 1;
    const run = columnsFrom(bands, first, pitch);
    if (run === undefined) {
      found.push(...(bands[at]?.lines ?? []));
      at++;
    } else {
      const table = makeTable(run.bands, run.columns, pitch, joiner);
      found.push(above === undefined ? table : withNamesAbove(table, above));
      at = first + run.bands.length;
    }
  }
  return found;
}

/** Whether a band stands over more columns than it has names: "Summer" over "Day" and "Month". */
function spansColumns(bands: readonly Band[], at: number): boolean {
  const [names, below] = bands.slice(at, at + 2);
  if (names === undefined || below === undefined || names.extents.length >= below.extents.length)
    return false;
  // A line of prose stands over many columns, too.
  const areNames = names.extents.length > 1 && names.lines.every(({ text }) => text.length <= LONGEST_NAMES);
  if (!areNames) return false;
  if (below.top - names.bottom > FARTHEST * below.size) return false;
  const covered = names.extents.map((name) => below.extents.filter((it) => overlaps(name, it)).length);
  return covered.every((count) => count > 0) && covered.some((count) => count > 1);
}

/** "Summer Day", "Summer Month". */
function withNamesAbove(table: PdfTable, above: Band): PdfTable {
  const [names = [], ...rows] = table.rows;
  const fragments = above.lines.flatMap((line) => line.fragments);
  const joined = names.map((name, index) => {
    const column = table.columns[index];
    const over = column === undefined ? [] : fragments.filter((it) => overlaps(it, column));
    return [...over.map((it) => it.text), name].join(" ").trim();
  });
  return { ...table, rows: [joined, ...rows], headerRows: 1 };
}

/** The longest run of bands from here on that keeps to columns, where that is a table. */
function columnsFrom(bands: readonly Band[], from: number, pitch: number) {
  if ((bands[from]?.extents.length ?? 0) < 2) return undefined;
  let columns: Extent[] = [];
  let end = from;
  for (; end < bands.length; end++) {
    const band = bands[end];
    const above = bands[end - 1];
    if (band === undefined || isItem(band) || isLeadIn(bands, from, end)) break;
    if (end > from && above !== undefined && band.top - above.bottom > FARTHEST * band.size) break;
    const widened = place(band, columns) ?? place(band, joinNames(columns, bands.slice(from, end)));
    if (widened === undefined) break;
    columns = widened;
  }
  const run = bands.slice(from, end);
  columns = joinNames(columns, run);
  while (run.length > 0 && isTrailing(run, pitch)) run.pop();
  return isTable(run, columns) ? { bands: run, columns } : undefined;
}

/** The columns, widened by the band; undefined where that spans two of them or alone fits none. */
function place(band: Band, columns: readonly Extent[]): Extent[] | undefined {
  const widened = columns.map((column) => ({ ...column }));
  for (const extent of band.extents) {
    const hits = widened.filter((column) => overlaps(extent, column));
    const [hit] = hits;
    if (hits.length > 1) return undefined;
    if (hit === undefined && columns.length > 0 && band.extents.length === 1) return undefined;
    if (hit === undefined) widened.push({ ...extent });
    else {
      hit.x0 = Math.min(hit.x0, extent.x0);
      hit.x1 = Math.max(hit.x1, extent.x1);
    }
  }
  widened.sort((a, b) => a.x0 - b.x0);
  const isApart = widened.every(
    (column, index) => index === 0 || !overlaps(column, widened[index - 1] ?? column),
  );
  return isApart ? widened : undefined;
}

/** A name that is set to the left and its figures, which are set to the right, may not stand below each other: one column all the same. */
function joinNames(columns: readonly Extent[], bands: readonly Band[]): Extent[] {
  const filledIn = (column: Extent) =>
    bands.flatMap(({ extents }, index) => (extents.some((it) => overlaps(it, column)) ? [index] : []));
  const joined: Extent[] = [];
  for (const column of columns) {
    const last = joined.at(-1);
    const [names, below] = last === undefined ? [[], []] : [filledIn(last), filledIn(column)];
    const isName = names.length === 1 && below.length > 0 && (names[0] ?? 0) < (below[0] ?? 0);
    if (last !== undefined && isName) joined.splice(-1, 1, { x0: last.x0, x1: column.x1 });
    else joined.push(column);
  }
  return joined;
}

/** A lone last line is the paragraph after the table, unless it is a cell's second line or a row like those above. */
function isTrailing(run: readonly Band[], pitch: number): boolean {
  const [last, above, earlier] = [run.at(-1), run.at(-2), run.at(-3)];
  if (last === undefined || last.extents.length > 1) return false;
  if (above === undefined || Math.abs(last.size - above.size) > 0.1 * above.size) return true;
  const gap = last.top - above.bottom;
  const isAligned = above.extents.some((it) => Math.abs(it.x0 - (last.extents[0]?.x0 ?? 0)) < last.size / 4);
  const isRow = earlier !== undefined && Math.abs(above.top - earlier.bottom - gap) < 0.05 * gap;
  return !isAligned || !(gap <= ROW_GAP * pitch * last.size || isRow);
}

/** A list's items stand in columns, too: their bullets and their text. */
function isItem(band: Band): boolean {
  return band.extents.length <= 2 && BULLET.test(firstText(band));
}

/** "Fees in winter:", farther below the rows than these are from each other, introduces another table. */
function isLeadIn(bands: readonly Band[], from: number, at: number): boolean {
  const gapAbove = (index: number) => (bands[index]?.top ?? 0) - (bands[index - 1]?.bottom ?? 0);
  const [band] = bands.slice(at, at + 1);
  if (band === undefined || band.extents.length > 1 || at - from < 2) return false;
  if (!/[:：]$/.test(band.lines.at(-1)?.text ?? "")) return false;
  let widest = 0;
  for (let index = from + 1; index < at; index++) widest = Math.max(widest, gapAbove(index));
  return gapAbove(at) > FARTHER * widest;
}

function firstText(band: Band): string {
  return band.lines[0]?.fragments[0]?.text ?? "";
}

function isTable(run: readonly Band[], columns: readonly Extent[]): boolean {
  const wide = run.filter((band) => band.extents.length > 1);
  if (columns.length < 2 || wide.length < (columns.length === 2 ? 3 : 2)) return false;
  const markers = wide.filter((band) => ENUMERATOR.test(`${firstText(band)} `));
  return columns.length > 2 || markers.length * 2 < wide.length;
}
