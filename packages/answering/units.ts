import type { AnswerPassage, Span } from "@footnote/contracts";
import { blocksOf, endsWithColon, type TextBlock } from "./blocks.ts";
import { splitSentences } from "./sentences.ts";
import { cellsOf, isHeaderRow, readableRow } from "./table.ts";

/** The smallest thing that an answer can cite: a sentence, a list item, a table row, a stretch of code. */
export interface Unit extends Span {
  readonly passage: AnswerPassage;
  readonly kind: "sentence" | "item" | "row" | "code";
  /** As a person reads it: white space collapsed but in code, a row with its column names. */
  readonly text: string;
  /** The nearest heading above it, also one that only looks like one, as in a text file. */
  readonly heading: string;
  /** What it cannot be understood without and is shown before it: the "You may claim:" of a list. */
  readonly leadIn: Unit | undefined;
  /** The sentence before it, with no heading in between. */
  readonly previous: Unit | undefined;
  /** Whether it lies in the passage itself, rather than in the section around it. */
  readonly inPassage: boolean;
}

/** Where the reading of a section has come to. */
interface Place {
  readonly passage: AnswerPassage;
  readonly heading: string;
  readonly previous: Unit | undefined;
}

/** What can be cited from a passage and the section around it, in reading order. Headings are context, not units. */
export function unitsOf(passage: AnswerPassage): Unit[] {
  const { headingPath } = passage.candidate;
  const units: Unit[] = [];
  let place: Place = { passage, heading: headingPath.at(-1) ?? "", previous: undefined };
  for (const block of blocksOf(passage.parentText, headingPath)) {
    if (block.kind === "heading") {
      place = { passage, heading: block.text, previous: undefined };
    } else {
      units.push(...unitsOfBlock(place, block));
      place = { ...place, previous: units.at(-1) };
    }
  }
  return units;
}

function unitsOfBlock(place: Place, block: TextBlock): Unit[] {
  const { previous } = place;
  if (block.kind === "table") return rowsOf(place, block);
  if (block.kind === "code") return [codeOf(place, block)];
  // Below a lead-in a line is an item, and so are lines that look like a broken paragraph of one sentence.
  const isItem = block.kind === "lines" || (endsWithColon(previous?.text) && !/[.!?]\s/u.test(block.text));
  return isItem ? itemsOf(place, block) : sentencesOf(place, block, "sentence", undefined);
}

function rowsOf(place: Place, block: TextBlock): Unit[] {
  const [first = "", ...body] = block.lines;
  const carried = leadOf(place, block);
  const isNamed = carried === "" ? body.length > 0 && isHeaderRow(cellsOf(first)) : carried === first;
  const header = isNamed ? first : carried;
  const names = header === "" ? undefined : cellsOf(header);
  return lineSpans(block)
    .slice(isNamed ? 1 : 0)
    .map((row) => {
      const text = readableRow(cellsOf(quoteOf(place, row)), names);
      return unit({ ...place, previous: undefined }, row, "row", text, undefined);
    });
}

function itemsOf(place: Place, block: TextBlock): Unit[] {
  const introduction = endsWithColon(place.previous?.text) ? place.previous : undefined;
  const lead = leadOf(place, block);
  const carried = !introduction && endsWithColon(lead) ? `${lead} ` : "";
  const items: Unit[] = [];
  for (const line of lineSpans(block)) {
    const before = items.at(-1);
    const leadIn = endsWithColon(before?.text) ? before : introduction;
    const [first, ...rest] = sentencesOf({ ...place, previous: undefined }, line, "item", leadIn);
    if (first) items.push({ ...first, text: carried + first.text }, ...rest);
  }
  return items;
}

/** Commands belong together: one alone may do harm. */
function codeOf(place: Place, block: TextBlock): Unit {
  const leadIn = endsWithColon(place.previous?.text) ? place.previous : undefined;
  return unit(place, block, "code", block.text, leadIn);
}

/** The sentences of a paragraph or of one list item. */
function sentencesOf(place: Place, span: Span, kind: "sentence" | "item", leadIn: Unit | undefined): Unit[] {
  const parts = splitSentences(place.passage.parentText, span.start, span.end);
  const units: Unit[] = [];
  for (const part of parts) {
    const quote = quoteOf(place, part).replace(/\s+/gu, " ");
    const previous = units.at(-1) ?? place.previous;
    const opens = units.length === 0;
    units.push(unit({ ...place, previous }, part, kind, quote, opens ? leadIn : undefined));
  }
  return units;
}

function unit(place: Place, span: Span, kind: Unit["kind"], text: string, leadIn: Unit | undefined): Unit {
  const { parent, start, end } = place.passage.candidate;
  const own = { start: parent.start + span.start, end: parent.start + span.end };
  return { ...place, ...own, kind, text, leadIn, inPassage: own.start < end && own.end > start };
}

function quoteOf({ passage }: Place, { start, end }: Span): string {
  return passage.parentText.slice(start, end);
}

function lineSpans(block: TextBlock): Span[] {
  let start = block.start;
  return block.lines.map((line) => {
    const span = { start, end: start + line.length };
    start = span.end + 1;
    return span;
  });
}

/** The header row or lead-in that the passage carries along for the block in which it begins; else "". */
function leadOf({ passage: { candidate } }: Place, block: TextBlock): string {
  const start = candidate.start - candidate.parent.start;
  if (start < block.start || start >= block.end) return "";
  const own = candidate.end - candidate.start;
  return candidate.text.slice(0, Math.max(0, candidate.text.length - own - 1));
}
