import type { Block, InlineMark, ListItem, ParsedDocument, ReadingNote, TableRow } from "@footnote/contracts";
import type { FileLimits } from "../limits.ts";
import { tooManySpans, tooMuchText, withoutText } from "../problems.ts";
import { cleanCode, cleanLine, cleanLines, cleanText } from "./clean.ts";
import type { DraftBlock, DraftDocument, DraftItem } from "./draft.ts";
import { countInvisible } from "./invisible.ts";
import { marksIn } from "./mark-up.ts";
import { unlessSparse } from "./sparse-table.ts";
import { charactersOf } from "./text-budget.ts";

const BETWEEN_BLOCKS = "\n\n";
const BETWEEN_CELLS = " | ";
const LONGEST_TITLE = 200;
/** Each is an object wherever its block goes; beyond, words are shown plain. */
const MOST_MARKS = 50_000;

/**
 * Lays the blocks out as canonical text. What is empty once cleaned (a block, an item, a row) is left out.
 * @throws FootnoteError file_without_text, file_too_large
 */
export function assemble(
  format: string,
  key: string,
  draft: DraftDocument,
  limits: FileLimits,
): ParsedDocument {
  const blocks: Block[] = [];
  const texts: string[] = [];
  let offset = 0;
  let spans = 0;
  let firstHeading: string | undefined;
  let marksLeft = MOST_MARKS;
  for (const draftBlock of draft.blocks.map(unlessSparse)) {
    spans += spansOf(draftBlock);
    if (spans > limits.maxSpans) throw tooManySpans(limits.maxSpans);
    // Before it is laid out: cells that repeat one long text take no memory until then.
    if (charactersOf(draftBlock) > limits.maxCharacters) throw tooMuchText(limits);
    const laid = layOut(draftBlock, offset);
    if (laid === undefined) continue;
    if (laid.block.kind === "heading") firstHeading ??= laid.text;
    const { page, recognised } = draftBlock;
    const marks = laid.marks.slice(0, marksLeft);
    marksLeft -= marks.length;
    blocks.push({
      ...laid.block,
      ...(marks.length === 0 ? {} : { marks }),
      ...(page === undefined ? {} : { page }),
      ...(recognised === undefined ? {} : { recognised }),
    });
    texts.push(laid.text);
    offset += laid.text.length + BETWEEN_BLOCKS.length;
    if (offset - BETWEEN_BLOCKS.length > limits.maxCharacters) {
      throw tooMuchText(limits);
    }
  }
  if (blocks.length === 0) throw withoutText(format);
  return {
    title: titleOf([draft.title, firstHeading, key.split("/").at(-1), key]),
    text: texts.join(BETWEEN_BLOCKS),
    blocks,
    ...(draft.pages === undefined ? {} : { pages: draft.pages }),
    format,
    notes: notesOf(draft),
  };
}

/** What the parser noted, its names as clean as any text, and how much nobody could see. */
function notesOf({ title, blocks, notes = [] }: DraftDocument): ReadingNote[] {
  const cleaned = notes.map((note) =>
    note.names === undefined ? note : { ...note, names: note.names.map(cleanLine) },
  );
  let count = countInvisible(title ?? "");
  for (const block of blocks) for (const text of textsOf(block)) count += countInvisible(text);
  return count === 0 ? cleaned : [...cleaned, { kind: "invisible_characters", count }];
}

function textsOf(block: DraftBlock): Iterable<string> {
  if (block.kind === "list") return block.items.map(({ text }) => text);
  return block.kind === "table" ? block.rows.flat() : [block.text];
}

function titleOf(candidates: readonly (string | undefined)[]): string {
  for (const candidate of candidates) {
    const title = cleanLine(candidate ?? "");
    if (title !== "") return title.slice(0, LONGEST_TITLE).toWellFormed();
  }
  return "Untitled";
}

interface Laid {
  readonly block: Block;
  readonly text: string;
  readonly marks: readonly InlineMark[];
}

function layOut(draft: DraftBlock, start: number): Laid | undefined {
  switch (draft.kind) {
    case "heading": {
      const level = Math.min(Math.max(Math.trunc(draft.level), 1), 6);
      const line = cleanLine(draft.text);
      const marks = marksIn(draft.text, line, start, cleanText);
      return whole(line, (end) => ({ kind: "heading", level, start, end }), start, marks);
    }
    case "paragraph": {
      const lines = cleanLines(draft.text);
      const marks = marksIn(draft.text, lines, start, cleanText);
      return whole(lines, (end) => ({ kind: "paragraph", start, end }), start, marks);
    }
    case "code": {
      const language = cleanLine(draft.language ?? "");
      const named = language === "" ? {} : { language };
      return whole(cleanCode(draft.text), (end) => ({ kind: "code", start, end, ...named }), start);
    }
    case "list":
      return layOutList(draft.ordered, draft.items, start);
    case "table":
      return layOutTable(draft.headerRows, draft.rows, start);
  }
}

/** Objects that the block will be, before it is laid out. */
function spansOf(draft: DraftBlock): number {
  if (draft.kind === "list") return 1 + draft.items.length;
  if (draft.kind !== "table") return 1;
  return 1 + draft.rows.reduce((sum, row) => sum + 1 + row.length, 0);
}

function whole(
  text: string,
  block: (end: number) => Block,
  start: number,
  marks: readonly InlineMark[] = [],
): Laid | undefined {
  return text === "" ? undefined : { block: block(start + text.length), text, marks };
}

function layOutList(ordered: boolean, draftItems: readonly DraftItem[], start: number) {
  const items: ListItem[] = [];
  const marks: InlineMark[] = [];
  const lines: string[] = [];
  let at = start;
  /** Of the items that this one may lie below, as the file counts them: some begin at 2, or leave out a level. */
  const above: number[] = [];
  for (const draft of draftItems) {
    const line = cleanLine(draft.text);
    if (line === "") continue;
    while ((above.at(-1) ?? -1) >= draft.depth) above.pop();
    const depth = above.push(draft.depth) - 1;
    items.push({ start: at, end: at + line.length, depth });
    for (const mark of marksIn(draft.text, line, at, cleanText)) marks.push(mark);
    lines.push(line);
    at += line.length + 1;
  }
  const text = lines.join("\n");
  return whole(text, (end) => ({ kind: "list", ordered, items, start, end }), start, marks);
}

function layOutTable(draftHeaderRows: number, draftRows: readonly string[][], start: number) {
  const rows: TableRow[] = [];
  const marks: InlineMark[] = [];
  const lines: string[] = [];
  let at = start;
  let headerRows = 0;
  for (const [index, draftRow] of draftRows.entries()) {
    const texts = draftRow.map(cleanLine);
    if (texts.every((text) => text === "")) continue;
    if (index < draftHeaderRows) headerRows++;
    const cells = [];
    let cellAt = at;
    for (const [column, text] of texts.entries()) {
      for (const mark of marksIn(draftRow[column] ?? "", text, cellAt, cleanText)) marks.push(mark);
      cells.push({ start: cellAt, end: cellAt + text.length });
      cellAt += text.length + BETWEEN_CELLS.length;
    }
    const line = texts.join(BETWEEN_CELLS);
    rows.push({ start: at, end: at + line.length, cells });
    lines.push(line);
    at += line.length + 1;
  }
  const text = lines.join("\n");
  return whole(text, (end) => ({ kind: "table", headerRows, rows, start, end }), start, marks);
}
