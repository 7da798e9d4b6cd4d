import type { Span } from "@footnote/contracts";
import { isTable } from "./table.ts";

/** Longer code is cited line by line. UTF-16 code units. */
const LONGEST_CODE = 1_000;

/** Characters in a line; shorter ones are items. */
const NARROWEST_PAGE = 40;

/** A block of canonical text with the kind that its form suggests: the text alone does not say. */
export interface TextBlock extends Span {
  readonly kind: "heading" | "prose" | "lines" | "table" | "code";
  readonly text: string;
  readonly lines: readonly string[];
}

/** The blocks of a stretch of canonical text, which an empty line divides. Spans count from the start of `text`. */
export function blocksOf(text: string, headingPath: readonly string[]): TextBlock[] {
  const titles = new Set(headingPath.map(oneLine));
  const blocks: TextBlock[] = [];
  let start = 0;
  const parts = text.split("\n\n");
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    const lines = part.split("\n");
    const heading =
      titles.has(oneLine(part)) || looksLikeHeading(part.trim(), next?.trim(), blocks.at(-1)?.text);
    const kind = heading ? "heading" : kindOf(part.trimEnd(), lines);
    if (part.trim() !== "") blocks.push({ kind, start, end: start + part.length, text: part.trim(), lines });
    start += part.length + 2;
  }
  return blocks;
}

function kindOf(text: string, lines: readonly string[]): TextBlock["kind"] {
  const isCode = lines.filter(looksLikeCode).length * 2 > lines.length;
  if (isCode && text.length <= LONGEST_CODE) return "code";
  if (isTable(lines)) return "table";
  return lines.length === 1 || isBroken(lines) ? "prose" : "lines";
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().toLowerCase();
}

/**
 * In a text file nothing marks a heading: it is a short line without a full stop, and without figures but a number of
 * its own, above something longer. What is taken for one by mistake is not cited.
 */
function looksLikeHeading(text: string, next: string | undefined, previous: string | undefined): boolean {
  if (next === undefined || text.includes("\n") || endsWithColon(previous)) return false;
  if (next.length <= text.length || text.length > 100) return false;
  return !/\d|[.!:;,…。！：；，|]$/u.test(text.replace(/^[\d.]+\s/u, ""));
}

/** A paragraph broken to fit a page: no line had room for the next word, and one goes on inside a sentence. */
function isBroken(lines: readonly string[]): boolean {
  const width = Math.max(...lines.map((line) => line.length));
  if (width < NARROWEST_PAGE) return false;
  let goesOn = false;
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const [word = ""] = (lines[index + 1] ?? "").split(/\s/u);
    if (line.length + 1 + word.length <= width) return false;
    const unfinished = /[^.!?:;]$/u.test(line) && /^[\p{Ll}\p{N}(]/u.test(word);
    goesOn ||= unfinished || /[.!?]\s\p{Lu}[^.!?]*$/u.test(line);
  }
  return goesOn;
}

export function endsWithColon(text: string | undefined): boolean {
  return text !== undefined && /[:：]$/u.test(text);
}

const CODE =
  /^\s{2,}\S|[{}\\]$|\)\s?;$|^\s*(?:[$>#]\s|\/\/|--)|\w\(.*\)|\s--?\w+(?:[= ]|$)|[\w\]]\s?=\s?\S|<\/?\w+>|^\S+[/.]\S+$/u;

function looksLikeCode(line: string): boolean {
  return CODE.test(line) && !/[.!?…]$/u.test(line);
}
