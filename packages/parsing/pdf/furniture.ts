import type { Line } from "./line.ts";

export interface PageLines {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

/** How many lines from a page's top or bottom may be running headers and footers, and how near its edge they are. */
const OUTERMOST = 3;
const MARGIN = 0.12;
/** On how many pages the same line must stand to be one. */
const REPEATS = 3;
const NUMBER = String.raw`(?:\d{1,5}|[ivxlc]{1,7})`;
const PAGE_NUMBER = new RegExp(
  String.raw`^(?:page|seite|pagina|página|p\.)\s*${NUMBER}$|^(?:page|seite|pagina|página|p\.)?\s*${NUMBER}\s*(?:of|von|de|sur|di|/|\|)\s*${NUMBER}$`,
  "i",
);
const FEWEST_ENTRIES = 3;
/** Printed numbers may run ahead of a file's pages, where a part of a longer work was cut out. */
const MORE_PAGES = 50;
/** Dots that lead from an entry to its page number. */
const LEADER = /(?:[.·…_]\s?){4,}/;
const ENDS_IN_NUMBER = new RegExp(String.raw`(?:\s|[.·…_]{2})(${NUMBER})$`, "i");
const CONTENTS_TITLE =
  /^(?:table of contents|contents|inhalt|inhaltsverzeichnis|sommaire|índice|indice|inhoud|目录|目次)$/i;

/** The lines without what is not the document's text: running headers and footers, page numbers, contents lists. */
export function removeFurniture(pages: readonly PageLines[], bodySize: number): PageLines[] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const line of marginLines(page)) {
      const key = keyOf(line);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const isRepeated = (line: Line) => {
    // A title may repeat, too, in its large type, and a table's header row at the top of every page.
    if (line.size > bodySize * 1.2 || line.fragments.length > 3) return false;
    return (counts.get(keyOf(line)) ?? 0) >= Math.max(2, Math.min(REPEATS, pages.length));
  };
  return pages.map((page) => {
    const running = new Set(
      marginLines(page).filter((line) => isRepeated(line) || PAGE_NUMBER.test(line.text.trim())),
    );
    const lines = page.lines.filter((line) => !running.has(line));
    return { ...page, lines: withoutContents(lines, pages.length) };
  });
}

function marginLines(page: PageLines): Line[] {
  const { lines, height } = page;
  const top = lines.slice(0, OUTERMOST).filter((line) => line.y < height * MARGIN);
  const bottom = lines.slice(-OUTERMOST).filter((line) => line.y > height * (1 - MARGIN));
  return [...new Set([...top, ...bottom])];
}

/** Same words but for the numbers, at the same height (within what numbers and fonts shift it). */
function keyOf(line: Line): string {
  return `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, "#").replace(/\s+/g, " ").toLowerCase()}`;
}

/**
 * A list of contents only says where headings are, and would be found for every question that a heading answers:
 * lines together, half of them with leaders, that end in page numbers which never go down.
 */
function withoutContents(lines: readonly Line[], pageCount: number): Line[] {
  if (!lines.some((line) => isDigit(line.text.at(-1)) && LEADER.test(line.text))) return [...lines];
  const kept: Line[] = [];
  let run: Line[] = [];
  let lastNumber = 0;
  const endRun = () => {
    const leaders = run.filter((line) => LEADER.test(line.text)).length;
    if (run.length < FEWEST_ENTRIES || leaders * 2 < run.length) kept.push(...run);
    else if (CONTENTS_TITLE.test(kept.at(-1)?.text ?? "")) kept.pop();
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
  return kept;
}

/** The page that a line of a list of contents leads to; roman numerals count as the pages before the first. */
function entryNumber(line: Line, pageCount: number): number | undefined {
  const text = ENDS_IN_NUMBER.exec(line.text)?.[1];
  if (text === undefined) return undefined;
  const number = /^\d/.test(text) ? Number(text) : 0;
  return number > pageCount + MORE_PAGES ? undefined : number;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
