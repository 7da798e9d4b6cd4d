import type { AnswerPassage, Span } from "@footnote/contracts";
import { splitSentences, trim } from "./sentences.ts";
import { cellsOf, isHeaderRow, isTable, readableRow } from "./table.ts";

/** The smallest thing that an answer can cite: a sentence, a list item or line of code, a table row. */
export interface Unit extends Span {
  readonly passage: AnswerPassage;
  readonly kind: "sentence" | "item" | "row";
  /** As a person reads it: white space collapsed, a row with its column names. */
  readonly text: string;
  /** The nearest heading above it: "Carry-over" in the section of that name. */
  readonly heading: string;
  /** What it cannot be understood without and is shown before it: the "You may claim:" of a list. */
  readonly leadIn: Unit | undefined;
  /** The sentence before it, with no heading in between. */
  readonly previous: Unit | undefined;
  /** Whether it lies in the passage itself, rather than in the section around it. */
  readonly inPassage: boolean;
}

interface Block extends Span {
  readonly lines: readonly string[];
}

interface Surroundings {
  heading: string;
  previous: Unit | undefined;
}

/** What can be cited from a passage and the section around it, in reading order. Headings are context, not units. */
export function unitsOf(passage: AnswerPassage, headings: ReadonlySet<string>): Unit[] {
  const { candidate, parentText } = passage;
  const units: Unit[] = [];
  const around: Surroundings = { heading: candidate.headingPath.at(-1) ?? "", previous: undefined };
  const blocks = blocksOf(parentText);
  for (const [index, block] of blocks.entries()) {
    const followed = index + 1 < blocks.length;
    if (isHeading(block, headings, followed, around.previous)) {
      around.heading = block.lines.join(" ");
      around.previous = undefined;
    } else {
      units.push(...unitsOfBlock(passage, block, around));
      around.previous = units.at(-1);
    }
  }
  return units;
}

/** Blocks of the canonical text are joined by an empty line. Spans count from the start of `text`. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (const block of text.split("\n\n")) {
    if (block.trim() !== "") blocks.push({ start, end: start + block.length, lines: block.split("\n") });
    start += block.length + 2;
  }
  return blocks;
}

/** How a title is compared: "Carry-over  " is "carry-over". */
export function asHeading(text: string): string {
  return text.replace(/\s+/gu, " ").trim().toLowerCase();
}

function isHeading(
  block: Block,
  headings: ReadonlySet<string>,
  followed: boolean,
  previous: Unit | undefined,
): boolean {
  const text = block.lines.join(" ").trim();
  if (headings.has(asHeading(text))) return true;
  if (block.lines.length > 1 || !followed || text.length > 120 || endsWithColon(previous?.text)) return false;
  return (
    /[?？]$/u.test(text) ||
    (text.length <= 80 && !/[.!:;,…。！：；，|]/u.test(text.replace(/^[\d.]+\s/u, "")))
  );
}

function unitsOfBlock(passage: AnswerPassage, block: Block, around: Surroundings): Unit[] {
  const lead = leadOutside(passage);
  if (isTable(block.lines) && (block.lines.length > 1 || cellsOf(lead).length > 1)) {
    return rowsOf(passage, block, around, lead);
  }
  if (block.lines.length > 1 && !isWrapped(block.lines)) return itemsOf(passage, block, around, lead);
  const prose = proseOf(passage, block, around, "sentence", undefined);
  const [only] = prose;
  // A list of one item, or a single line of code, below its lead-in.
  if (only && prose.length === 1 && endsWithColon(around.previous?.text)) {
    return [{ ...only, kind: "item", leadIn: around.previous }];
  }
  return prose;
}

function rowsOf(passage: AnswerPassage, block: Block, around: Surroundings, lead: string): Unit[] {
  const rows = lineSpans(block);
  const first = cellsOf(block.lines[0] ?? "");
  const carried = cellsOf(lead);
  const own = isHeaderRow(first) && rows.length > 1;
  const header = own ? first : carried.length === first.length ? carried : undefined;
  return rows.slice(own ? 1 : 0).map((row) => {
    const text = finished(readableRow(cellsOf(passage.parentText.slice(row.start, row.end)), header));
    return unit(passage, row, "row", text, around.heading, undefined, undefined);
  });
}

function itemsOf(passage: AnswerPassage, block: Block, around: Surroundings, lead: string): Unit[] {
  const introduction = endsWithColon(around.previous?.text) ? around.previous : undefined;
  const carried = !introduction && endsWithColon(lead) && cellsOf(lead).length === 1 ? lead : "";
  const items: Unit[] = [];
  for (const line of lineSpans(block)) {
    const before = items.at(-1);
    const leadIn = endsWithColon(before?.text) ? before : introduction;
    const item = proseOf(passage, line, { heading: around.heading, previous: undefined }, "item", leadIn);
    const [first, ...rest] = item;
    if (first && carried) items.push({ ...first, text: `${carried} ${first.text}` }, ...rest);
    else items.push(...item);
  }
  return items;
}

/** The sentences of a paragraph or of one list item; a line of code stays whole. */
function proseOf(
  passage: AnswerPassage,
  span: Span,
  around: Surroundings,
  kind: "sentence" | "item",
  leadIn: Unit | undefined,
): Unit[] {
  const { parentText } = passage;
  const whole = kind === "item" && looksLikeCode(parentText.slice(span.start, span.end));
  const spans = whole
    ? [trim(parentText, span.start, span.end)]
    : splitSentences(parentText, span.start, span.end);
  const units: Unit[] = [];
  for (const part of spans) {
    const quote = parentText.slice(part.start, part.end).replace(/\s+/gu, " ");
    const text = whole ? quote : finished(quote);
    const previous = units.at(-1) ?? around.previous;
    units.push(
      unit(passage, part, kind, text, around.heading, units.length === 0 ? leadIn : undefined, previous),
    );
  }
  return units;
}

function unit(
  passage: AnswerPassage,
  span: Span,
  kind: Unit["kind"],
  text: string,
  heading: string,
  leadIn: Unit | undefined,
  previous: Unit | undefined,
): Unit {
  const { candidate } = passage;
  const start = candidate.parent.start + span.start;
  const end = candidate.parent.start + span.end;
  const inPassage = start < candidate.end && end > candidate.start;
  return { passage, start, end, kind, text, heading, leadIn, previous, inPassage };
}

/** With a full stop where a list item or a row has none, so that the next sentence does not run into it. */
function finished(text: string): string {
  return text.replace(/[;,]$/u, "").replace(/(?!\p{Script=Han})[\p{L}\p{N}\p{Sc}%)\]’”]$/u, "$&.");
}

function lineSpans(block: Block): Span[] {
  let start = block.start;
  return block.lines.map((line) => {
    const span = { start, end: start + line.length };
    start = span.end + 1;
    return span;
  });
}

/** The header row or lead-in that the passage carries along from before its own span; "" where it carries none. */
function leadOutside({ candidate }: AnswerPassage): string {
  const own = candidate.end - candidate.start;
  return candidate.text.slice(0, Math.max(0, candidate.text.length - own - 1));
}

export function endsWithColon(text: string | undefined): boolean {
  return text !== undefined && /[:：]$/u.test(text);
}

/** Lines of a paragraph that was broken to fit a page: filled alike, and some break falls inside a sentence. */
function isWrapped(lines: readonly string[]): boolean {
  const longest = Math.max(...lines.map((line) => line.length));
  const filled = lines.slice(0, -1).every((line) => line.length >= 0.6 * longest);
  const runsOn = lines.some((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && /[^.!?:;]$/u.test(line.trimEnd()) && /^[\p{Ll}(]/u.test(next);
  });
  return filled && runsOn && longest >= 40;
}

function looksLikeCode(line: string): boolean {
  return /^\s{2,}\S|[{}\\]$|\)\s?;$|^\s*(?:[$>#]\s|\/\/|--)|\w\(.*\)|\s--?\w|[\w\]]\s?=\s?\S|<\/?\w+>|^\S+[/.]\S+$/u.test(
    line,
  );
}
