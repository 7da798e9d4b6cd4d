import { oneLine } from "@footnote/contracts";
import type { Beside } from "./beside-flow.ts";
import type { Typography } from "./headings.ts";
import type { Line } from "./line.ts";

export interface PageLines {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

export interface WithoutFurniture {
  readonly pages: PageLines[];
  /** One copy of every line that was taken out, on a page on which it stands. */
  readonly kept: Beside[];
  /** Lines that stand on two pages only: each where it stands, but out of the text's way. */
  readonly aside: Beside[];
}

/** How many lines from a page's top or bottom may be running headers and footers, and how near its edge they are. */
const OUTERMOST = 3;
const MARGIN = 0.12;
/** On how many pages the same line must stand to be one; and on how many for it to be no part of a column or paragraph. */
const REPEATS = 3;
const TWICE = 2;
/** In line distances of the body: what stands nearer to it is of it. */
const APART = 1.4;
/** A line with more numbers than this is a table's. */
const MOST_NUMBERS = 6;
const NUMBER = String.raw`(?:\d{1,5}|[ivxlc]{1,7})`;
const PAGE_NUMBER = new RegExp(
  String.raw`^(?:page|seite|pagina|página|p\.)\s*${NUMBER}$|^(?:page|seite|pagina|página|p\.)?\s*${NUMBER}\s*(?:of|von|de|sur|di|/|\|)\s*${NUMBER}$`,
  "i",
);
const CJK = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
const SENTENCE = /\s\S+\s.*[.!?。]$/u;

/**
 * Takes out running headers and footers, and page numbers: lines that stand on several pages, at the same place, next
 * to the page's edge and apart from its text. They would cut paragraphs in two and be found for every question. What
 * they say stays, once: often it is a document's number, date or owner, and stands nowhere else.
 */
export function removeFurniture(pages: readonly PageLines[], body: Typography): WithoutFurniture {
  const pagesOf = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const line of marginLines(page)) {
      for (const key of keysOf(line, page)) {
        const numbers = pagesOf.get(key);
        if (numbers === undefined) pagesOf.set(key, new Set([page.number]));
        else numbers.add(page.number);
      }
    }
  }
  const isFurniture = (line: Line, page: PageLines) =>
    PAGE_NUMBER.test(line.text.trim()) ||
    (!isOfBody(line, body) && repeatedKey(line, page, TWICE) !== undefined);
  const repeatedKey = (line: Line, page: PageLines, least: number) =>
    keysOf(line, page).find((key) => (pagesOf.get(key)?.size ?? 0) >= least);
  const said = new Map<string, Beside>();
  const aside: Beside[] = [];
  const cleaned = pages.map((page) => {
    const top = edge(page.lines, page, body, isFurniture);
    const rest = page.lines.slice(top);
    const bottom = edge(rest.toReversed(), page, body, isFurniture);
    const lines = rest.slice(0, rest.length - bottom);
    for (const line of [...page.lines.slice(0, top), ...rest.slice(lines.length)]) {
      if (PAGE_NUMBER.test(line.text.trim())) continue;
      // A header before everything, a footer behind it: there it comes between no two lines of a paragraph.
      const place = isFooter(line, page) ? "after" : "before";
      const beside: Beside = { page: page.number, text: line.text, place };
      const key = repeatedKey(line, page, REPEATS);
      if (key === undefined) aside.push(beside);
      else if (/\p{L}/u.test(line.text) && (place === "after" || !said.has(key))) said.set(key, beside);
    }
    return { ...page, lines };
  });
  return { pages: cleaned, kept: [...said.values()], aside };
}

/** How many of the lines, which go inward from an edge, are furniture: those before the first that is not. */
function edge(
  inward: readonly Line[],
  page: PageLines,
  body: Typography,
  isFurniture: (line: Line, page: PageLines) => boolean,
): number {
  let count = 0;
  for (const line of inward.slice(0, OUTERMOST)) {
    if (!isInMargin(line, page) || !isFurniture(line, page)) break;
    count++;
  }
  const [last, next] = [inward[count - 1], inward[count]];
  if (last === undefined || next === undefined) return count;
  const isApart = Math.abs(next.y - last.y) > APART * body.pitch * Math.max(next.size, last.size);
  return isApart || last.size < 0.9 * body.size || hasPageNumber(last, page) ? count : 0;
}

function marginLines(page: PageLines): Line[] {
  const { lines } = page;
  const outer = [...lines.slice(0, OUTERMOST), ...lines.slice(-OUTERMOST)];
  return [...new Set(outer.filter((line) => isInMargin(line, page)))];
}

function isInMargin({ y }: Line, { height }: PageLines): boolean {
  return y < height * MARGIN || y > height * (1 - MARGIN);
}

/** A title may repeat, too, a table's header row at the top of every page, and a sentence that every part begins with. */
function isOfBody(line: Line, body: Typography): boolean {
  if (line.size > body.size * 1.2 || line.fragments.length > 3) return true;
  return line.font === body.font && line.size > 0.95 * body.size && SENTENCE.test(line.text);
}

/**
 * Same words at the same height (within what numbers and fonts shift it), and the same numbers, or all but one: that
 * may run with the page's number. "Part 1", "Part 2", "Part 3" are titles, so at a page's top a number that runs needs
 * words beside it or a place of its own.
 */
function keysOf(line: Line, page: PageLines): string[] {
  const text = oneLine(line.text).toLowerCase();
  // From the edge that it is near, since pages of one document differ in height.
  const isBelow = isFooter(line, page);
  const place = isBelow ? -Math.round((page.height - line.y) / 4) : Math.round(line.y / 4);
  const numbers = [...text.matchAll(/\d+/g)];
  const keys = [`${place} ${text}`];
  if (numbers.length > MOST_NUMBERS || (!isBelow && line.fragments.length < 2 && isNumberedTitle(text)))
    return keys;
  for (const { 0: digits, index } of numbers) {
    const offset = Number(digits) - page.number;
    keys.push(`${place} ${text.slice(0, index)}#${offset}${text.slice(index + digits.length)}`);
  }
  return keys;
}

/** One or two words and a number; of a script without spaces, few characters. */
function isNumberedTitle(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.length === 1 || words.length === 2 ? !CJK.test(text) || words.join("").length < 5 : false;
}

function isFooter({ y }: Line, { height }: PageLines): boolean {
  return y > height / 2;
}

/** Nothing but furniture ends in, or begins with, the number of its page or one that runs with it. */
function hasPageNumber({ text }: Line, { number }: PageLines): boolean {
  if (PAGE_NUMBER.test(text.trim())) return true;
  return new RegExp(String.raw`(?:^|\D)${number}\W*$|^\W*${number}(?:\D|$)`).test(text);
}
