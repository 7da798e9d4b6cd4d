import type { Fragment } from "./fragment.ts";

/** Columns are told from a table's by what they hold: prose, or lines that do not stand beside each other. */
const PROSE_LINE = 28;
const SHORT_LINE = 8;
const FEWEST_LINES = 4;
const FEWEST_CHARACTERS = 40;
/** In ems: lines of a column are not farther apart, most of them. */
const FARTHEST = 2.5;
/** Points within which lines begin at the same place. */
const ALIGNED = 3;
const SLACK = 1;

interface Band {
  /** Where the right column begins. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Divides a page into regions in reading order: what spans all columns, then each column from top to bottom. A
 * page without columns is one region.
 */
export function readingOrder(fragments: readonly Fragment[], width: number): Fragment[][] {
  const starts = columnStarts(fragments, width);
  if (starts.length === 0) return [[...fragments]];
  const sorted = fragments.toSorted((a, b) => a.y - b.y);
  const band = tallestBand(sorted, starts);
  if (band === undefined) return [sorted];
  const above = sorted.filter((it) => it.y < band.top);
  const within = sorted.filter((it) => it.y >= band.top && it.y <= band.bottom);
  const below = sorted.filter((it) => it.y > band.bottom);
  const left = within.filter((it) => it.x0 < band.x);
  const right = within.filter((it) => it.x0 >= band.x);
  return [
    above,
    ...readingOrder(left, width),
    ...readingOrder(right, width),
    ...readingOrder(below, width),
  ].filter((region) => region.length > 0);
}

function tallestBand(sorted: readonly Fragment[], starts: readonly number[]): Band | undefined {
  let best: Band | undefined;
  for (const x of starts) {
    let run: Fragment[] = [];
    for (const fragment of [...sorted, undefined]) {
      if (fragment !== undefined && !(fragment.x0 < x && fragment.x1 > x + SLACK)) run.push(fragment);
      else {
        const band = bandOf(run, x);
        if (band !== undefined && (best === undefined || heightOf(band) > heightOf(best))) best = band;
        run = [];
      }
    }
  }
  return best;
}

/** Where at least as many fragments begin, one below the other, as make a column. */
function columnStarts(fragments: readonly Fragment[], width: number): number[] {
  const starts = fragments
    .map((it) => it.x0)
    .filter((x) => x > width * 0.2 && x < width * 0.85)
    .sort((a, b) => a - b);
  const found: number[] = [];
  for (let from = 0; from < starts.length; ) {
    const x = starts[from] ?? 0;
    let to = from;
    while (to < starts.length && (starts[to] ?? 0) < x + ALIGNED) to++;
    if (to - from >= FEWEST_LINES) found.push(x);
    from = to;
  }
  return found;
}

/** Fragments that follow each other, none of which crosses x: a band, where they are columns on both sides of it. */
function bandOf(run: readonly Fragment[], x: number): Band | undefined {
  const left = run.filter((it) => it.x0 < x);
  const right = run.filter((it) => it.x0 >= x);
  if (!areColumns(left, right)) return undefined;
  return { x, top: run[0]?.y ?? 0, bottom: run.at(-1)?.y ?? 0 };
}

function heightOf(band: Band): number {
  return band.bottom - band.top;
}

function areColumns(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  if (left.length < FEWEST_LINES || right.length < FEWEST_LINES) return false;
  const [leftLength, rightLength] = [characters(left), characters(right)];
  if (Math.min(leftLength, rightLength) < FEWEST_CHARACTERS) return false;
  const perLine = Math.min(leftLength / left.length, rightLength / right.length);
  if (perLine < SHORT_LINE) return false;
  const [few, many] = left.length < right.length ? [left, right] : [right, left];
  if (shareBeside(few, many) < 0.4) return isDense(left) && isDense(right);
  return perLine >= PROSE_LINE && !areRows(left, right);
}

/** Lines one below the other, not headings beside what they head. */
function isDense(side: readonly Fragment[]): boolean {
  const dense = side.filter((it, index) => it.y - (side[index - 1]?.y ?? it.y) < FARTHEST * it.size);
  return dense.length * 4 >= side.length * 3;
}

/** The share of lines that stand beside a line of the other side. */
function shareBeside(few: readonly Fragment[], many: readonly Fragment[]): number {
  const beside = few.filter((a) => many.some((b) => Math.abs(a.y - b.y) < 0.3 * a.size));
  return beside.length / few.length;
}

/** Two columns of a table that both hold prose: their paragraphs begin beside each other. */
function areRows(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  const [few, many] = [paragraphStarts(left), paragraphStarts(right)].sort((a, b) => a.length - b.length);
  if (few === undefined || many === undefined || few.length < 3) return false;
  const beside = few.filter((y) => many.some((other) => Math.abs(y - other) < ALIGNED));
  return beside.length >= 0.8 * few.length;
}

function paragraphStarts(side: readonly Fragment[]): number[] {
  const gaps = side.slice(1).map((it, index) => it.y - (side[index]?.y ?? it.y));
  const pitch = gaps.filter((gap) => gap > 1).sort((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? 0;
  return side.filter((_, index) => index === 0 || (gaps[index - 1] ?? 0) > 1.3 * pitch).map((it) => it.y);
}

function characters(side: readonly Fragment[]): number {
  return side.reduce((sum, it) => sum + it.text.length, 0);
}
