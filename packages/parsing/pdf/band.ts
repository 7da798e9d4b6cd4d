import type { Fragment } from "./fragment.ts";
import type { Line } from "./line.ts";

/** A horizontal interval. */
export interface Extent {
  readonly x0: number;
  readonly x1: number;
}

/** Lines whose heights overlap: one line, or cells side by side of which some are centred between others' lines. */
export interface Band {
  readonly lines: Line[];
  /** Where there is text, from left to right; never overlapping. */
  readonly extents: readonly Extent[];
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
  readonly font: string;
}

/** Lines nearer than this share of a line's distance are not one below the other. */
const OVERLAP = 0.8;
const SLACK = 1;

/** @param pitch distance of a paragraph's lines, in ems */
export function groupBands(lines: readonly Line[], pitch: number): Band[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const above = last?.at(-1);
    if (last !== undefined && above !== undefined && line.y - above.y < OVERLAP * pitch * above.size)
      last.push(line);
    else groups.push([line]);
  }
  return groups.map(makeBand);
}

function makeBand(lines: Line[]): Band {
  const [first] = lines;
  if (first === undefined) throw new RangeError("a band has at least one line");
  const { y: top, size, font } = first;
  return { lines, extents: extentsOf(lines), top, bottom: lines.at(-1)?.y ?? top, size, font };
}

function extentsOf(lines: readonly Line[]): readonly Extent[] {
  const [first, ...others] = lines;
  if (first?.fragments.length === 1 && others.length === 0) return first.fragments;
  const sorted = lines.flatMap((line) => line.fragments).sort((a, b) => a.x0 - b.x0);
  const extents: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of sorted) {
    const last = extents.at(-1);
    if (last !== undefined && x0 < last.x1 + SLACK) last.x1 = Math.max(last.x1, x1);
    else extents.push({ x0, x1 });
  }
  return extents;
}

export function overlaps(a: Extent | Fragment, b: Extent): boolean {
  return a.x0 < b.x1 + SLACK && a.x1 > b.x0 - SLACK;
}
