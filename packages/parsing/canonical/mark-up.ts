import { type InlineMark, isSafeAddress } from "@footnote/contracts";

/**
 * What parsers write into a draft's text for `assemble` to take out again: characters that Unicode keeps for a program's own use,
 * and that no text holds. A file that holds them all the same marks its own words, which it may.
 */
const OPENING = { bold: "\ufde0", code: "\ufde1", link: "\ufde2" } as const;
const END_OF_ADDRESS = "\ufde3";
const CLOSING = "\ufde4";
const FIRST_DIGIT = 0xfdd0;
const LONGEST_ADDRESS = 2_000;
const WRITTEN = /[\ufde0\ufde1\ufde4]|\ufde2([\ufdd0-\ufddf]*)\ufde3/g;
const OWN = /[\ufdd0-\ufdef]+/g;

export type MarkUp = { readonly kind: "bold" | "code" } | { readonly kind: "link"; readonly href: string };
type DraftMark = MarkUp & { readonly start: number; readonly end: number };

/** The link's mark-up; undefined where it leads nowhere that a reader should be sent. */
export function linkTo(address: string): MarkUp | undefined {
  const written = address.trim().toWellFormed();
  const href = written.length > LONGEST_ADDRESS ? undefined : hrefOf(written);
  return href === undefined || href.length > LONGEST_ADDRESS ? undefined : { kind: "link", href };
}

function hrefOf(address: string): string | undefined {
  if (isSafeAddress(address)) return URL.canParse(address) ? new URL(address).href : undefined;
  // Within a site addresses name pages rather than files; a path with an extension is that of a file beside this one.
  const isFile = /^(?![a-z][a-z\d+.-]*:|[/\\#?])[^\\\n#]*\.\w{1,8}(?:#[^\n]*)?$/i.test(address);
  return isFile ? address.replace(/[^!-~]/gu, encodeURIComponent) : undefined;
}

/** Written before the marked text; `CLOSING_MARK` comes after it. */
export function openingMark(mark: MarkUp): string {
  if (mark.kind !== "link") return OPENING[mark.kind];
  const digits = [...mark.href].map((character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(FIRST_DIGIT + (code >> 4), FIRST_DIGIT + (code & 15));
  });
  return `${OPENING.link}${digits.join("")}${END_OF_ADDRESS}`;
}

export const CLOSING_MARK = CLOSING;

export function withoutMarkUp(text: string): string {
  return text.replace(OWN, "");
}

/**
 * Where the marks of a draft's text lie in what cleaning makes of it. Cleaning moves white space; the characters between are
 * counted. Where it changes their number across a mark, as a letter and its accent that are composed, there are no marks.
 *
 * @param clean without what it does to white space
 * @param start of `cleaned` in the canonical text
 */
export function marksIn(
  draft: string,
  cleaned: string,
  start: number,
  clean: (text: string) => string,
): InlineMark[] {
  const { marks, characters } = countedMarks(draft, clean);
  if (marks.length === 0) return [];
  const places: number[] = [];
  for (const { index } of cleaned.matchAll(/\S/g)) places.push(index);
  if (places.length !== characters) return [];
  return marks.map((mark) => ({
    ...mark,
    start: start + (places[mark.start] ?? 0),
    end: start + (places[mark.end - 1] ?? 0) + 1,
  }));
}

/** Marks whose places count the characters before them that are no white space. */
function countedMarks(
  draft: string,
  clean: (text: string) => string,
): { readonly marks: DraftMark[]; readonly characters: number } {
  const marks: DraftMark[] = [];
  const open: { readonly mark: MarkUp; readonly start: number }[] = [];
  let characters = 0;
  let from = 0;
  const countTo = (until: number) => {
    characters += clean(draft.slice(from, until)).match(/\S/g)?.length ?? 0;
  };
  for (const { 0: written, 1: digits, index } of draft.matchAll(WRITTEN)) {
    countTo(index);
    from = index + written.length;
    const mark = markOf(written, digits);
    if (mark !== undefined) {
      open.push({ mark, start: characters });
      continue;
    }
    const closed = open.pop();
    if (closed !== undefined && characters > closed.start)
      marks.push({ ...closed.mark, start: closed.start, end: characters });
  }
  countTo(draft.length);
  return { marks: marks.sort((a, b) => a.start - b.start || b.end - a.end), characters };
}

function markOf(written: string, digits: string | undefined): MarkUp | undefined {
  if (digits === undefined) {
    if (written === CLOSING) return undefined;
    return { kind: written === OPENING.bold ? "bold" : "code" };
  }
  const codes = [...digits].map((digit) => digit.charCodeAt(0) - FIRST_DIGIT);
  let address = "";
  for (let at = 0; at + 1 < codes.length; at += 2)
    address += String.fromCharCode((codes[at] as number) * 16 + (codes[at + 1] as number));
  // Read anew: a file may hold these characters, too.
  return linkTo(address) ?? { kind: "bold" };
}
