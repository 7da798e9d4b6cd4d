import { append, type Fragment, isSameLine } from "./fragment.ts";

/** Fragments side by side, in reading order. */
export interface Line {
  readonly fragments: readonly Fragment[];
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  /** Whether all but marks and a raised figure is set at `size`, and in `font`. */
  readonly isOneSize: boolean;
  readonly isOneFont: boolean;
}

/** From top to bottom. What is drawn bit by bit in any order comes together here. */
export function groupLines(fragments: readonly Fragment[]): Line[] {
  const sorted = fragments.toSorted((a, b) => a.y - b.y || a.x0 - b.x0);
  const groups: Fragment[][] = [];
  for (const fragment of sorted) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && isSameLine(first, fragment)) group.push(fragment);
    else groups.push([fragment]);
  }
  return groups.map(makeLine);
}

/** Spaces between pieces count for no font. */
const ALL = 0.8;

function makeLine(group: Fragment[]): Line {
  group.sort((a, b) => a.x0 - b.x0);
  const joined: Fragment[] = [];
  for (const fragment of group) {
    const last = joined.at(-1);
    // Copies, since the fragments may yet be grouped otherwise, by columns.
    if (last === undefined || !append(last, fragment, false)) joined.push({ ...fragment });
  }
  const [first] = joined;
  if (first === undefined) throw new RangeError("a line has at least one fragment");
  const main = joined.reduce((best, it) => (it.fontLength > best.fontLength ? it : best), first);
  const length = lengthOf(joined, (it) => it.text.length);
  // Numbers run from left to right in either.
  const worded = joined.filter((it) => it.isRightToLeft || /\p{L}/u.test(it.text));
  const isRightToLeft = worded.filter((it) => it.isRightToLeft).length * 2 > worded.length;
  const ordered = isRightToLeft ? joined.toReversed() : joined;
  return {
    fragments: ordered,
    text: ordered.map((it) => it.text).join(" "),
    x0: first.x0,
    x1: Math.max(...joined.map((it) => it.x1)),
    y: main.y,
    size: main.size,
    font: main.font,
    isOneSize: lengthOf(joined, (it) => (it.size === main.size ? it.sizeLength : 0)) >= ALL * length,
    isOneFont: lengthOf(joined, (it) => (it.font === main.font ? it.fontLength : 0)) >= ALL * length,
  };
}

function lengthOf(fragments: readonly Fragment[], measure: (fragment: Fragment) => number): number {
  return fragments.reduce((sum, it) => sum + measure(it), 0);
}
