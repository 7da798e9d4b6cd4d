import type { Fragment } from "./fragment.ts";

/** A part of a line, in points; y is its top. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A shorter piece of a quote stands in too many places. */
const SHORTEST_PIECE = 8;
/** Letters from a piece's end within which the next one begins. */
const NEAR = 40;
/** Above and below the baseline, in ems. */
const ASCENT = 0.95;
const LINE = 1.25;

/**
 * Where a quote stands on a page: what the canonical text changed of it (spaces, hyphens at the ends of lines, forms of
 * letters) is left out on both sides. A table's quote is found cell by cell. Empty where it is not found.
 */
export function findQuote(fragments: readonly Fragment[], quote: string): Box[] {
  const page = lettersOf(fragments);
  const whole = bare(quote);
  const from = page.text.indexOf(whole);
  if (whole === "") return [];
  if (from >= 0) return boxesOf(fragments, page.at.slice(from, from + whole.length));
  let end = 0;
  return quote.split(/\n| \| /).flatMap((piece) => {
    const letters = bare(piece);
    const start = letters === "" ? -1 : placeOf(letters, page.text, end);
    if (start < 0) return [];
    end = start + letters.length;
    return boxesOf(fragments, page.at.slice(start, end));
  });
}

/** A short piece only where the one before it ends, a longer one wherever it stands first. */
function placeOf(letters: string, text: string, end: number): number {
  const next = text.indexOf(letters, end);
  if (letters.length >= SHORTEST_PIECE) return next < 0 ? text.indexOf(letters) : next;
  return next <= end + NEAR ? next : -1;
}

interface Letter {
  readonly fragment: number;
  readonly index: number;
}

function lettersOf(fragments: readonly Fragment[]): {
  readonly text: string;
  readonly at: readonly Letter[];
} {
  let text = "";
  const at: Letter[] = [];
  for (const [fragment, { text: line }] of fragments.entries()) {
    for (let index = 0; index < line.length; index++) {
      const letters = bare(line[index] ?? "");
      text += letters;
      for (let each = 0; each < letters.length; each++) at.push({ fragment, index });
    }
  }
  return { text, at };
}

/** One box for each line that is touched. */
function boxesOf(fragments: readonly Fragment[], letters: readonly Letter[]): Box[] {
  return [...Map.groupBy(letters, ({ fragment }) => fragment)].flatMap(([number, touched]) => {
    const fragment = fragments[number];
    const first = touched[0];
    const last = touched.at(-1);
    if (fragment === undefined || first === undefined || last === undefined) return [];
    const { x0, x1, y, size, text } = fragment;
    const from = x0 + ((x1 - x0) * first.index) / text.length;
    const to = x0 + ((x1 - x0) * (last.index + 1)) / text.length;
    return [{ x: from, y: y - ASCENT * size, width: to - from, height: LINE * size }];
  });
}

function bare(text: string): string {
  return text.normalize("NFKC").replaceAll(/[\s\p{Pd}\u00ad]/gu, "");
}
