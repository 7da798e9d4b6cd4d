import type { PageLines } from "./furniture.ts";
import type { Line } from "./line.ts";

const FEWEST_ENTRIES = 3;
/** Printed numbers may run ahead of a file's pages, where a part of a longer work was cut out. */
const MORE_PAGES = 50;
/** Dots that lead from an entry to its page number. */
const LEADER = /(?:[.·…_]\s?){4,}/;
const ENDS_IN_NUMBER = /(?:\s|[.·…_]{2})(\d{1,5}|[ivxlc]{1,7})$/i;
const CONTENTS_TITLE =
  /^(?:table of contents|contents|inhalt|inhaltsverzeichnis|sommaire|índice|indice|inhoud|目录|目次)$/i;

/** The share of a list's entries that must be lines of the document, too: a heading may be broken where its entry is not. */
const FOUND = 0.6;

/**
 * Takes out lists of contents: they only say where headings are, and would be found for every question that a heading
 * answers. A list is lines together, half of them with leaders, that end in page numbers which never go down, and whose
 * words are lines of the document, so that nothing is said there alone.
 * @returns also how many lists there were
 */
export function removeContentsLists(
  pages: readonly PageLines[],
  pageCount: number,
): { readonly pages: PageLines[]; readonly lists: number } {
  let lists = 0;
  let titles: Set<string> | undefined;
  /** Most documents have no such list. */
  const isTitle = (entry: Line): boolean => {
    titles ??= new Set(pages.flatMap(({ lines }) => lines.map((line) => lettersOf(line.text))));
    const words = lettersOf(entry.text.replace(ENDS_IN_NUMBER, ""));
    return words === "" || titles.has(words);
  };
  const cleaned = pages.map((page) => {
    const { lines, removed } = withoutContents(page.lines, pageCount, isTitle);
    lists += removed;
    return { ...page, lines };
  });
  return { pages: cleaned, lists };
}

function withoutContents(
  lines: readonly Line[],
  pageCount: number,
  isTitle: (entry: Line) => boolean,
): { lines: Line[]; removed: number } {
  if (!lines.some((line) => isDigit(line.text.at(-1)) && LEADER.test(line.text))) {
    return { lines: [...lines], removed: 0 };
  }
  const kept: Line[] = [];
  let removed = 0;
  let run: Line[] = [];
  let lastNumber = 0;
  const endRun = () => {
    const leaders = run.filter((line) => LEADER.test(line.text)).length;
    const isList = run.length >= FEWEST_ENTRIES && leaders * 2 >= run.length;
    if (!isList || run.filter(isTitle).length < FOUND * run.length) kept.push(...run);
    else {
      removed++;
      if (CONTENTS_TITLE.test(kept.at(-1)?.text ?? "")) kept.pop();
    }
    run = [];
    lastNumber = 0;
  };
  for (const line of lines) {
    const number = entryNumber(line, pageCount);
    if (number === undefined || number < lastNumber) endRun();
    if (number === undefined) kept.push(line);
    else {
      run.push(line);
      lastNumber = number;
    }
  }
  endRun();
  return { lines: kept, removed };
}

/** The page that a line of a list of contents leads to; roman numerals count as the pages before the first. */
function entryNumber(line: Line, pageCount: number): number | undefined {
  const text = ENDS_IN_NUMBER.exec(line.text)?.[1];
  if (text === undefined) return undefined;
  const number = /^\d/.test(text) ? Number(text) : 0;
  return number > pageCount + MORE_PAGES ? undefined : number;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
