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
 * themselves (as a hash of how they begin decides), so that an edit cannot move cuts beyond the next of these.
 */
export function groupsOf<T extends Packable & Span>(
  text: string,
  parts: readonly T[],
  capacity: number,
): T[][] {
  const total = parts.reduce((sum, { cost }) => sum + cost, 0);
  const stretches = total < LEAST_GROUPS * capacity ? [parts] : stretchesOf(text, parts, capacity);
  return stretches.flatMap((stretch) => {
    const begins = pack(stretch, capacity);
    return begins.map((begin, position) => stretch.slice(begin, begins[position + 1]));
  });
}

function stretchesOf<T extends Packable & Span>(text: string, parts: readonly T[], capacity: number): T[][] {
  const stretches: T[][] = [];
  let open: T[] = [];
  let cost = 0;
  for (const part of parts) {
    if (cost >= capacity && part.breakBefore < DEAREST_RESTART && restartsAt(text, part, capacity)) {
      stretches.push(open);
      open = [];
      cost = 0;
    }
    open.push(part);
    cost += part.cost;
  }
  if (open.length > 0) stretches.push(open);
  return stretches;
}

function restartsAt(text: string, { start, end, cost }: Packable & Span, capacity: number): boolean {
  return anchor(text, start, end) < cost / (GROUPS_PER_RESTART * capacity);
}
