import { type Fragment, isSameLine } from "./fragment.ts";
import { BULLET } from "./list-markers.ts";
import { GOES_ON, SENTENCE_END } from "./sentences.ts";

/** Columns are told from a table's by what they hold: prose, or lines that do not stand beside each other. */
const PROSE_LINE = 28;
/** Of prose, per line of the narrowest column; two characters of a script without spaces are a word. */
const FEWEST_WORDS = 3.5;
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2}|\p{L}{2,}/gu;
const SHORT_LINE = 8;
const FEWEST_LINES = 4;
const FEWEST_CHARACTERS = 40;
/** The share of lines with bullets that makes a list, and of a column's width that a line fills which the margin ended. */
const BULLETED = 0.5;
const FILLED = 0.7;
/** In ems: lines of a column are not farther apart, most of them. */
const FARTHEST = 2.5;
/** A share of the page's width: no column but the first begins before. */
const LEFTMOST = 0.2;
/** In ems: over the whole width, columns have no wider gap between their lines, since one's stand beside the other's gaps. */
const APART = 1.6;
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
 * @param known where columns of other pages begin: the last one of a page may hold a line or two
 */
export function readingOrder(
  fragments: readonly Fragment[],
  width: number,
  known: readonly number[] = [],
): Fragment[][] {
  const begun = known.flatMap((x) => {
    const there = fragments.filter((it) => Math.abs(it.x0 - x) < ALIGNED / 2);
    return there.length === 0 ? [] : [Math.min(...there.map((it) => it.x0))];
  });
  const starts = [...columnStarts(fragments, width), ...begun];
  if (starts.length === 0) return [[...fragments]];
  const sorted = fragments.toSorted((a, b) => a.y - b.y);
  const band = tallestBand(sorted, starts, new Set(begun));
  if (band === undefined) return [sorted];
  const above = sorted.filter((it) => it.y < band.top);
  const within = sorted.filter((it) => it.y >= band.top && it.y <= band.bottom);
  const below = sorted.filter((it) => it.y > band.bottom);
  const left = within.filter((it) => it.x0 < band.x);
  const right = within.filter((it) => it.x0 >= band.x);
  return [
    above,
    ...readingOrder(left, width, known),
    ...readingOrder(right, width, known),
    ...readingOrder(below, width, known),
  ].filter((region) => region.length > 0);
}

/** Where columns begin that are not the page's first. */
export function innerStarts(regions: readonly (readonly Fragment[])[], width: number): number[] {
  if (regions.length === 1) return [];
  return regions.map((region) => Math.min(...region.map((it) => it.x0))).filter((x) => x > width * LEFTMOST);
}

function tallestBand(
  sorted: readonly Fragment[],
  starts: readonly number[],
  known: ReadonlySet<number>,
): Band | undefined {
  let best: Band | undefined;
  for (const x of starts) {
    let run: Fragment[] = [];
    for (const fragment of [...sorted, undefined]) {
      if (fragment !== undefined && !(fragment.x0 < x && fragment.x1 > x + SLACK)) run.push(fragment);
      else {
        // A table below columns that none of its cells crosses is no part of them.
        const whole = bandOf(run, x, known.has(x));
        const bands =
          whole === undefined ? divide(run).flatMap((it) => bandOf(it, x, known.has(x)) ?? []) : [whole];
        for (const band of bands) if (best === undefined || heightOf(band) > heightOf(best)) best = band;
        run = [];
      }
    }
  }
  return best;
}

/** Where at least as many fragments begin, one below the other, as make a column. */
function columnStarts(fragments: readonly Fragment[], width: number): number[] {
  const bullets = fragments.filter((it) => it.text.replace(BULLET, "") === "");
  const starts = fragments
    // A list's column begins with its bullets.
    .filter((it) => !bullets.some((bullet) => isSameLine(bullet, it) && isBehind(bullet, it)))
    .map((it) => it.x0)
    .filter((x) => x > width * LEFTMOST && x < width * 0.85)
    .sort((a, b) => a - b);
  const found: number[] = [];
  for (let from = 0; from < starts.length; ) {
    const x = starts[from] ?? 0;
    let to = from;
    while (to < starts.length && (starts[to] ?? 0) < x + ALIGNED) to++;
    if (to - from >= FEWEST_LINES) found.push(x, ...headingStart(fragments, x));
    from = to;
  }
  return found;
}

/** Where a column begins whose items stand further in than what heads them. */
function headingStart(fragments: readonly Fragment[], x: number): number[] {
  const starts = fragments
    .filter((it) => it.x0 < x && it.x0 > x - FARTHEST * it.size && it.x1 > x + SLACK)
    .map((it) => it.x0);
  return starts.length === 0 ? [] : [Math.min(...starts)];
}

/** Fragments that follow each other, none of which crosses x: a band, where they are columns on both sides of it. */
function bandOf(run: readonly Fragment[], x: number, isKnown: boolean): Band | undefined {
  const left = run.filter((it) => it.x0 < x);
  const right = run.filter((it) => it.x0 >= x);
  if (!areColumns(left, right) && !(isKnown && isLastColumn(left, right))) return undefined;
  return { x, top: run[0]?.y ?? 0, bottom: run.at(-1)?.y ?? 0 };
}

/** At its gaps over the whole width; none where there is no such gap. */
function divide(run: readonly Fragment[]): Fragment[][] {
  const parts: Fragment[][] = [];
  for (const fragment of run) {
    const last = parts.at(-1)?.at(-1);
    if (last !== undefined && fragment.y - last.y < APART * fragment.size) parts.at(-1)?.push(fragment);
    else parts.push([fragment]);
  }
  return parts.length > 1 ? parts : [];
}

function heightOf(band: Band): number {
  return band.bottom - band.top;
}

function areColumns(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  if (left.length < FEWEST_LINES || right.length < FEWEST_LINES) return false;
  const [one, other] = [sideOf(left), sideOf(right)];
  if (Math.min(one.lines.length, other.lines.length) < FEWEST_LINES) return false;
  if (Math.min(one.length, other.length) < FEWEST_CHARACTERS) return false;
  const perFragment = Math.min(one.length / one.fragments, other.length / other.fragments);
  const [few, many] = left.length < right.length ? [left, right] : [right, left];
  if (shareBeside(few, many) < 0.4) return perFragment >= SHORT_LINE && isDense(left) && isDense(right);
  if (one.isBulleted && other.isBulleted) return true;
  if (flowsPast(one, other) || flowsPast(other, one)) return true;
  return perFragment >= PROSE_LINE && !areRows(left, right);
}

/** The lines that were left for it, beside a whole column of prose. */
function isLastColumn(left: readonly Fragment[], right: readonly Fragment[]): boolean {
  if (left.length < FEWEST_LINES || right.length === 0 || right.length >= left.length) return false;
  const one = sideOf(left);
  return one.lines.length === left.length && one.length >= PROSE_LINE * left.length;
}

/** What stands on one side of a gap between columns. */
interface Side {
  /** The first fragment of each line. */
  readonly lines: readonly Fragment[];
  /** How many there are, and their characters: both without bullets, which are no cells. */
  readonly fragments: number;
  readonly length: number;
  /** Whether it is a list: cells of a table are no items of several lists. */
  readonly isBulleted: boolean;
}

function sideOf(fragments: readonly Fragment[]): Side {
  const lines = linesOf(fragments);
  let [texts, length, bullets] = [0, 0, 0];
  for (const line of lines) {
    if (beginsItem(line)) bullets++;
    for (const fragment of line) {
      const text = fragment.text.replace(BULLET, "");
      if (text !== "") texts++;
      length += text.length;
    }
  }
  const firsts = lines.flatMap((line) => line.slice(0, 1));
  return { lines: firsts, fragments: texts, length, isBulleted: bullets >= BULLETED * lines.length };
}

/** @param fragments from top to bottom */
function linesOf(fragments: readonly Fragment[]): Fragment[][] {
  const lines: Fragment[][] = [];
  for (const fragment of fragments) {
    const last = lines.at(-1);
    if (last?.[0] !== undefined && isSameLine(last[0], fragment)) last.push(fragment);
    else lines.push([fragment]);
  }
  for (const line of lines) line.sort((a, b) => a.x0 - b.x0);
  return lines;
}

/** A bullet with text behind it, not a tick in a table's cell. */
function beginsItem([first, second]: readonly Fragment[]): boolean {
  if (first === undefined || !BULLET.test(first.text)) return false;
  if (first.text.replace(BULLET, "") !== "") return true;
  return second !== undefined && isBehind(first, second) && second.text.replace(BULLET, "") !== "";
}

function isBehind(bullet: Fragment, text: Fragment): boolean {
  return text.x0 > bullet.x0 && text.x0 - bullet.x1 < FARTHEST * bullet.size;
}

/**
 * Whether one side is prose whose sentences run on past what stands beside them, line after line: in a table, a
 * row's text begins where the row does. Cells that are centred beside longer ones stand in the middle of sentences,
 * too, but there are no more of them than paragraphs.
 */
function flowsPast(prose: Side, beside: Side): boolean {
  const column = mainColumn(prose.lines);
  if (column.length < FEWEST_LINES) return false;
  const right = Math.max(...column.map((it) => it.x1));
  const left = column[0]?.x0 ?? 0;
  let runsOn = 0;
  let begins = 0;
  for (const [index, line] of column.entries()) {
    const above = column[index - 1];
    if (above === undefined || !beside.lines.some((it) => isSameLine(it, line))) continue;
    const isFilled = above.x1 - left > FILLED * (right - left);
    if (isFilled && GOES_ON.test(line.text) && !SENTENCE_END.test(above.text)) runsOn++;
    else begins++;
  }
  return runsOn > begins && beside.lines.length >= 2 * paragraphStarts(column).length;
}

/** The lines of a side's first column; of prose, they are longer than a table's cells. */
function mainColumn(lines: readonly Fragment[]): Fragment[] {
  const [first] = lines.toSorted((a, b) => a.x0 - b.x0);
  if (first === undefined) return [];
  const column = lines.filter((it) => it.x0 < first.x0 + 2 * it.size);
  const words = column.reduce((sum, it) => sum + (it.text.match(WORD)?.length ?? 0), 0);
  return words >= FEWEST_WORDS * column.length ? column : [];
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
