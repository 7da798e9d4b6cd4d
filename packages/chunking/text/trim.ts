import type { Span } from "@footnote/contracts";

/** The span without the white space at its ends; undefined where nothing remains. */
export function trim(text: string, { start, end }: Span): Span | undefined {
  const inner = text.slice(start, end);
  const from = start + inner.length - inner.trimStart().length;
  return from === end ? undefined : { start: from, end: start + inner.trimEnd().length };
}

/** As `trim`, but keeps the indentation of the first line. */
export function trimLines(text: string, { start, end }: Span): Span | undefined {
  const inside = trim(text, { start, end });
  if (inside === undefined) return undefined;
  const indentation = /[^\S\n]*$/.exec(text.slice(start, inside.start)) ?? [""];
  return { start: inside.start - indentation[0].length, end: inside.end };
}
