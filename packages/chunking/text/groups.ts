import type { Span } from "@footnote/contracts";
import { anchor } from "./anchor.ts";
import { type Packable, pack } from "./pack.ts";

// How many groups a long sequence has on average between two places where packing starts anew. With these, a paragraph
// put into the middle of a wall of text of 45 chunks leaves 91 % of them as they are on average, without 75 %; for 5 %
// more chunks, so not where a sequence is short and an edit moves few chunks anyway.
const GROUPS_PER_RESTART = 4;
const LEAST_GROUPS = 10;
// Where a cut costs more, it would part what belongs together: a clause, a header row from its rows.
const DEAREST_RESTART = 0.5;

/**
 * Packs parts into groups of at most `capacity` tokens. In a long sequence packing starts anew at parts that say so by
 * themselves (as a hash of how they begin decides), so that an edit cannot move cuts beyond the next of these. Holds the
 * parts between two such places, and not the millions that a text may consist of.
 */
export function* groupsOf<T extends Packable & Span>(
  text: string,
  parts: Iterable<T>,
  capacity: number,
): Generator<T[]> {
  for (const stretch of stretchesOf(text, parts, capacity)) {
    const begins = pack(stretch, capacity);
    for (const [position, begin] of begins.entries()) yield stretch.slice(begin, begins[position + 1]);
  }
}

function* stretchesOf<T extends Packable & Span>(
  text: string,
  parts: Iterable<T>,
  capacity: number,
): Generator<T[]> {
  let total = 0;
  /** Until the sequence turns out to be long; where it does not, they are one stretch. */
  const first: T[][] = [];
  let open: T[] = [];
  let cost = 0;
  for (const part of parts) {
    if (cost >= capacity && part.breakBefore < DEAREST_RESTART && restartsAt(text, part, capacity)) {
      if (total < LEAST_GROUPS * capacity) first.push(open);
      else {
        yield* first.splice(0);
        yield open;
      }
      open = [];
      cost = 0;
    }
    open.push(part);
    cost += part.cost;
    total += part.cost;
  }
  if (total < LEAST_GROUPS * capacity) yield [...first.flat(), ...open];
  else yield* [...first, open];
}

function restartsAt(text: string, { start, end, cost }: Packable & Span, capacity: number): boolean {
  return anchor(text, start, end) < cost / (GROUPS_PER_RESTART * capacity);
}
