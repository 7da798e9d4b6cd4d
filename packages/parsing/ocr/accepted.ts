import type { PageText } from "../pdf/fragment.ts";
import { append, type Fragment } from "../pdf/fragment.ts";
import { meanConfidence } from "./orientation.ts";
import type { Problem, RecognisedFile, RecognisedPage, RecognisedWord } from "./recognised-page.ts";

/**
 * What recognition makes of a photograph or of dust: short words, with little confidence. Print is recognised with 80
 * and more, faint print with 70; nonsense with 50 and less.
 */
const SUREST_OF_NONSENSE = { word: 30, line: 45, page: 60 };
/** Letters or digits in a row that a page must show for it to be text. */
const WORD = /[\p{L}\p{N}]{3}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u;
/** A line this much higher than most of its page is set in larger type; the rest of the difference is its letters'. */
const LARGER = 1.35;
/** Of a line's height, what lies under the baseline where no letter says. */
const DESCENT = 0.22;
const DESCENDING = /[gjpqyQ,;()[\]{}|/]/;

export interface AcceptedPage {
  readonly text: PageText;
  /** Mean of its words, 0 to 100. */
  readonly confidence: number;
}

export interface Accepted {
  /** By page number. */
  readonly pages: ReadonlyMap<number, AcceptedPage>;
  /** How many pages show nothing that could be read as text. */
  readonly empty: number;
  /** How many pages recognition did not finish. */
  readonly failed: number;
  readonly problem: Problem | undefined;
}

/** Takes what recognition is sure enough of; the rest would be nonsense that goes live. */
export function accept({ pages, failed, problem }: RecognisedFile): Accepted {
  const accepted = new Map<number, AcceptedPage>();
  for (const page of pages) {
    const text = acceptPage(page);
    if (text !== undefined) accepted.set(page.number, text);
  }
  return { pages: accepted, empty: pages.length - accepted.size, failed: failed.length, problem };
}

function acceptPage(page: RecognisedPage): AcceptedPage | undefined {
  const lines = page.lines
    .map((line) => line.filter((word) => word.confidence >= SUREST_OF_NONSENSE.word))
    .filter((line) => line.length > 0 && meanConfidence([line]) >= SUREST_OF_NONSENSE.line);
  const confidence = meanConfidence(lines);
  const isText = lines
    .flat()
    .some((word) => WORD.test(word.text) && word.confidence > SUREST_OF_NONSENSE.page);
  if (!isText || confidence < SUREST_OF_NONSENSE.page) return undefined;
  // What was dropped counts, too: three sure words among three hundred specks are chance.
  if (meanConfidence(page.lines) < SUREST_OF_NONSENSE.line) return undefined;
  const { number, width, height } = page;
  const heights = lines.map(heightOf).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 10;
  const fragments = lines.flatMap((line) => fragmentsOf(line, usual));
  return { text: { number, width, height, fragments, locate: (x, y) => [x, y] }, confidence };
}

function heightOf(line: readonly RecognisedWord[]): number {
  return Math.max(...line.map((word) => word.bottom)) - Math.min(...line.map((word) => word.top));
}

/** As if the line had been drawn: one size for all lines that are about as high, a baseline, gaps between columns. */
function fragmentsOf(line: readonly RecognisedWord[], usual: number): Fragment[] {
  const height = heightOf(line);
  const size = height > LARGER * usual ? height : usual;
  const standing = line
    .filter((word) => !DESCENDING.test(word.text))
    .map((word) => word.bottom)
    .sort((a, b) => a - b);
  const bottom = Math.max(...line.map((word) => word.bottom));
  const y = standing[Math.floor(standing.length / 2)] ?? bottom - DESCENT * height;
  const fragments: Fragment[] = [];
  for (const { text, x0, x1 } of line) {
    const { length } = text;
    const piece = {
      text,
      x0,
      x1,
      y,
      size,
      sizeLength: length,
      font: "",
      fontLength: length,
      isRightToLeft: false,
    };
    const last = fragments.at(-1);
    if (last === undefined || !append(last, piece, true)) fragments.push(piece);
  }
  return fragments;
}
