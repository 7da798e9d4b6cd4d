import type { LineJoiner } from "../canonical/line-joiner.ts";
import { type Band, type Extent, overlaps } from "./band.ts";
import type { Fragment } from "./fragment.ts";

export interface PdfTable {
  readonly columns: readonly Extent[];
  readonly rows: string[][];
  headerRows: 0 | 1;
}

/** A gap of more than this many line distances begins a row. */
export const ROW_GAP = 1.15;
/** A header row stands this much farther from the next than rows from each other. */
const HEADER_GAP = 1.1;
const LONGEST_NAME = 40;
/** "31", "1,234.50 €", "12.5 %", "9 m/s". */
const FIGURE = /^[-+(]?[€$£]?\s?\d[\d.,:'\u00a0]*\)?\s?(?:[%‰°€$£]|\p{L}{1,3}(?:\/\p{L}{1,2})?)?$/u;

export function makeTable(
  bands: readonly Band[],
  columns: readonly Extent[],
  pitch: number,
  joiner: LineJoiner,
): PdfTable {
  const groups = groupRows(bands, columns, pitch);
  const rows = groups.map((group) => {
    const row = columns.map(() => "");
    for (const fragment of group.flatMap((band) => band.lines).flatMap((line) => line.fragments)) {
      const index = columns.findIndex((column) => overlaps(fragment, column));
      row[index] = joiner.join(row[index] ?? "", fragment.text);
    }
    return row;
  });
  return { columns, rows, headerRows: hasHeader(rows, isFirstSetApart(groups)) ? 1 : 0 };
}

/**
 * By the gaps between them; where a table is set too densely for that, a filled first column begins a row. Figures are
 * not wrapped, so what stands below them are the next row's.
 */
function groupRows(bands: readonly Band[], columns: readonly Extent[], pitch: number): Band[][] {
  const [firstColumn] = columns;
  const isApart = (band: Band, index: number) =>
    band.top - (bands[index - 1]?.bottom ?? band.top) > ROW_GAP * pitch * band.size;
  const isFilled = (band: Band) =>
    firstColumn !== undefined && band.extents.some((extent) => overlaps(extent, firstColumn));
  const byGaps = bands.filter(isApart).length + 1;
  const byFirst = bands.filter(isFilled).length;
  const begins = byGaps > 1 && byGaps * 2 >= byFirst ? isApart : isFilled;
  const groups: Band[][] = [];
  for (const [index, band] of bands.entries()) {
    const group = groups.at(-1);
    if (group === undefined || begins(band, index) || repeatsFigures(group, band, isFilled(band)))
      groups.push([band]);
    else group.push(band);
  }
  return groups;
}

/** Whether figures stand below figures in two columns, or in one where the row has a name of its own: then also below what heads two. */
function repeatsFigures(group: readonly Band[], band: Band, hasName: boolean): boolean {
  const above = group.flatMap(fragmentsOf);
  const figures = fragmentsOf(band).filter(isFigure);
  const below = (others: readonly Fragment[]) =>
    figures.filter((it) => others.some((other) => overlaps(other, it))).length;
  return below(above.filter(isFigure)) >= (hasName ? 1 : 2) || (hasName && below(above) >= 2);
}

function fragmentsOf(band: Band): Fragment[] {
  return band.lines.flatMap((line) => line.fragments);
}

function isFigure({ text }: Fragment): boolean {
  return FIGURE.test(text);
}

/** In another font than the second row, or farther from it than most rows are from each other. */
function isFirstSetApart(groups: readonly (readonly Band[])[]): boolean {
  const [first, second] = groups;
  if (first?.[0] === undefined || second?.[0] === undefined) return false;
  if (first[0].font !== second[0].font) return true;
  const [gap = 0, ...others] = groups.slice(1).map((group, index) => {
    return (group[0]?.top ?? 0) - (groups[index]?.at(-1)?.bottom ?? 0);
  });
  const usual = others.sort((a, b) => a - b)[Math.floor(others.length / 2)];
  return usual !== undefined && gap > HEADER_GAP * usual;
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
    if (index === 0 && first?.every((name, at) => wordsOf(name) === wordsOf(placed[at] ?? ""))) {
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

/** Without where its links lead, which a page says once. */
function wordsOf(cell: string): string {
  return cell.replace(/ \(https?:\S+\)$/, "");
}
