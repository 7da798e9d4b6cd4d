import type { DocumentText, Span } from "@footnote/contracts";

/** How many characters are asked for at once: below the 20,000 that one answer holds. */
const STEP = 12_000;

/** What is asked for first where no passage is. */
export const BEGINNING: Span = { start: 0, end: STEP };

export type Side = "before" | "after";

/** What to ask for to see more on that side; undefined where the document ends there. */
export function spanBeyond(window: DocumentText, side: Side): Span | undefined {
  const end = window.offset + window.text.length;
  if (side === "before") {
    return window.offset > 0 ? { start: Math.max(0, window.offset - STEP), end: window.offset } : undefined;
  }
  return end < window.length ? { start: end, end: Math.min(window.length, end + STEP) } : undefined;
}

/** One window from two of the same version that overlap or have only white space between them, in either order. */
export function joinWindows(one: DocumentText, other: DocumentText): DocumentText {
  const [first, second] = one.offset <= other.offset ? [one, other] : [other, one];
  const firstEnd = first.offset + first.text.length;
  // Windows begin and end between blocks, so what may be missing between two neighbours is white space.
  const between = " ".repeat(Math.max(0, second.offset - firstEnd));
  const known = new Set(first.blocks.map((block) => block.start));
  return {
    ...one,
    offset: first.offset,
    text: first.text + between + second.text.slice(Math.max(0, firstEnd - second.offset)),
    blocks: [...first.blocks, ...second.blocks.filter((block) => !known.has(block.start))],
  };
}
