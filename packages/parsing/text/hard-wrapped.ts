import type { LineJoiner } from "../canonical/line-joiner.ts";

/** A narrower text was broken by hand: verse, addresses, lists of words. */
const NARROWEST = 40;
const WIDEST = 120;

/** How a text's lines were broken. */
export interface Wrapping {
  /** See `wrapWidth`. */
  readonly width: number | undefined;
  readonly joiner: LineJoiner;
}

/**
 * The column at which a text's lines were broken: of paragraphs of three lines and more, in which no line had room for
 * the next one's first word. Undefined where lines end where their author ended them.
 */
export function wrapWidth(paragraphs: readonly (readonly string[])[]): number | undefined {
  const widths = paragraphs.filter((lines) => lines.length > 2 && isFull(lines, longest(lines))).map(longest);
  return widths.length === 0 ? undefined : Math.max(...widths);
}

/** Lines that a program broke are one line again; where the author broke them, they stay. */
export function joinWrapped(lines: readonly string[], { width, joiner }: Wrapping): string {
  const own = longest(lines);
  const wasWrapped = isFull(lines, lines.length > 2 ? own : (width ?? Number.POSITIVE_INFINITY));
  return lines.reduce((text, line, index) => {
    const before = lines[index - 1];
    if (before === undefined) return line;
    if (!wasWrapped && !goesOn(before, line, own)) return `${text}\n${line}`;
    return joiner.join(text, line);
  }, "");
}

/** A long line in mid-sentence before one that begins in mid-sentence. */
function goesOn(before: string, line: string, longest: number): boolean {
  return (
    before.length >= NARROWEST &&
    longest <= WIDEST &&
    /[\p{L}\p{N},)%"'”’]$/u.test(before) &&
    /^[\p{Ll}(]/u.test(line) &&
    !/^\S+\s*[:=]/.test(line)
  );
}

/** Whether each line but the last ends because the next word had no room in it. */
function isFull(lines: readonly string[], width: number): boolean {
  if (lines.length < 2 || width < NARROWEST || width > WIDEST) return false;
  return lines.slice(0, -1).every((line, index) => {
    const [next = ""] = (lines[index + 1] ?? "").split(/\s/, 1);
    return line.length + 1 + next.length > width;
  });
}

function longest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.length));
}
