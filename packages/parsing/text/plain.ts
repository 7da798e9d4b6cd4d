import type { Dialect, Heading } from "./dialect.ts";
import { underlinedHeadings } from "./underlined.ts";

const NUMBERED = /^(\d{1,3}(?:\.\d{1,3}){0,4})\.?\s+\p{Lu}[^.!?;:]{1,80}$/u;

/** What people type where nothing is marked: headings are underlined, or numbered and alone. */
export function plainText(): Dialect {
  const underlined = underlinedHeadings();
  return { joins: true, heading: (lines, at) => underlined(lines, at) ?? numberedHeading(lines, at) };
}

/** As they stand: a line of a log is an entry. */
export const LINES: Dialect = { joins: false };

/** Between blank lines, with no other numbered line next to it: those are the items of a list. */
function numberedHeading(lines: readonly string[], at: number): Heading | undefined {
  const number = NUMBERED.exec(lines[at] ?? "")?.[1];
  if (number === undefined || (lines[at + 1] ?? "").trim() !== "") return undefined;
  if ((lines[at - 1] ?? "").trim() !== "") return undefined;
  const next = neighbour(lines, at, 1);
  const before = neighbour(lines, at, -1);
  const isNumbered = (line: string | undefined) => line !== undefined && /^\s*\d{1,3}[.)]\s/.test(line);
  if (next === undefined) return undefined;
  if (!number.includes(".") && (isNumbered(next) || isNumbered(before))) return undefined;
  return { level: number.split(".").length, text: (lines[at] ?? "").trim(), lines: 1 };
}

function neighbour(lines: readonly string[], from: number, step: 1 | -1): string | undefined {
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    if (lines[at]?.trim() !== "") return lines[at];
  }
  return undefined;
}
