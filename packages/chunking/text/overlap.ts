import type { Span } from "@footnote/contracts";
import type { Cut } from "./cuts.ts";
import { CHARACTERS_PER_TOKEN, type Measure } from "./measure.ts";

interface MeasuredSpan extends Span {
  readonly cost: number;
}

export interface Overlap {
  /** The most tokens that a span repeats. */
  readonly most: number;
  /** Where the repeated text may begin, the preferred cuts first. */
  readonly cuts: readonly Cut[];
}

/**
 * Lets each span begin with the end of the one before, as much as may be repeated and fits into `capacity` tokens; never
 * with the whole of it, so that no span lies inside another.
 */
export function overlapping(
  text: string,
  spans: readonly MeasuredSpan[],
  measure: Measure,
  capacity: number,
  { most, cuts }: Overlap,
): MeasuredSpan[] {
  return spans.map((span, position) => {
    const before = spans[position - 1];
    if (before === undefined || most === 0) return span;
    const from = Math.max(before.start, span.start - most * CHARACTERS_PER_TOKEN);
    for (const cut of cuts) {
      const offsets = cut(text, { start: from, end: span.start });
      const start = earliest(text, span.start, offsets, measure, most);
      if (start === undefined) continue;
      const cost = measure(text.slice(start, span.end));
      if (cost <= capacity) return { start, end: span.end, cost };
    }
    return span;
  });
}

/** The first of the ascending offsets from which the text up to `end` fits. Every offset returned was measured. */
function earliest(
  text: string,
  end: number,
  offsets: readonly number[],
  measure: Measure,
  limit: number,
): number | undefined {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (measure(text.slice(offsets[middle], end)) <= limit) high = middle;
    else low = middle + 1;
  }
  return offsets[high];
}
