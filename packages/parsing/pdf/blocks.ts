import { ENUMERATOR } from "@footnote/contracts";
import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import type { LineJoiner } from "../canonical/line-joiner.ts";
import type { Heading, HeadingFinder, Typography } from "./headings.ts";
import type { Line } from "./line.ts";
import { BULLET, FIRST } from "./list-markers.ts";
import { GOES_ON, SENTENCE_END } from "./sentences.ts";
import { continueTable, type PdfTable } from "./table.ts";
import { findTables } from "./tables.ts";

/** Lines of one column, or of a whole page without columns, from top to bottom. */
export interface Region {
  readonly page: number;
  readonly lines: readonly Line[];
}

type DraftList = Extract<DraftBlock, { kind: "list" }>;
type DraftTable = Extract<DraftBlock, { kind: "table" }>;
type DraftText = Extract<DraftBlock, { kind: "heading" | "paragraph" }>;

/** A gap of more than this many line distances ends a paragraph. */
const PARAGRAPH_GAP = 1.2;
/** A line that ends before this share of its column was ended by its author. */
const SHORT_LINE = 0.55;
const INDENT = 0.9;

/** Puts lines together to blocks, region after region; a paragraph, list or table may go on in the next one. */
export class BlockBuilder {
  readonly #blocks: DraftBlock[] = [];
  readonly #body: Typography;
  readonly #headings: HeadingFinder;
  readonly #joiner: LineJoiner;
  /** Headings that the outline names. */
  readonly #named = new Set<DraftBlock>();
  /** What the next line may go on with. */
  #open: DraftText | DraftList | undefined;
  #previous: Line | undefined;
  #table: { readonly table: PdfTable; readonly block: DraftTable } | undefined;
  /** Where each depth's markers stand. */
  #markers: number[] = [];
  /** Where the open item's text begins. */
  #itemText = 0;
  #region: { readonly page: number; readonly left: number } | undefined;

  constructor(body: Typography, headings: HeadingFinder, joiner: LineJoiner) {
    this.#body = body;
    this.#headings = headings;
    this.#joiner = joiner;
  }

  add(region: Region): void {
    const right = Math.max(...region.lines.map((line) => line.x1));
    const left = Math.min(...region.lines.map((line) => line.x0));
    this.#previous = undefined;
    this.#moveMarkers(region.page, left);
    const elements = findTables(region.lines, this.#body.pitch, this.#joiner);
    for (const [index, element] of elements.entries()) {
      if ("rows" in element) this.#addTable(element, region.page);
      else this.#addLine(element, elements[index + 1], region.page, { left, right });
    }
  }

  /** A list that goes on in the next column of the page goes on as deep as it was. */
  #moveMarkers(page: number, left: number): void {
    if (this.#region?.page === page) {
      const shift = left - this.#region.left;
      this.#markers = this.#markers.map((x) => x + shift);
      this.#itemText += shift;
    }
    this.#region = { page, left };
  }

  /**
   * All blocks. A line that only looks like a heading and has nothing under it (a cover's subtitle, a telephone
   * number in bold) becomes a paragraph: as a heading, nobody would find it.
   */
  finish(): DraftBlock[] {
    const blocks = this.#blocks.map((block, index): DraftBlock => {
      if (block.kind !== "heading" || this.#named.has(block)) return block;
      const next = this.#blocks[index + 1];
      const isAlone = next === undefined || (next.kind === "heading" && next.level <= block.level);
      return isAlone ? { kind: "paragraph", text: block.text, page: block.page ?? 1 } : block;
    });
    const headings = blocks.filter((block) => block.kind === "heading");
    if (this.#named.size === 0) {
      const levels = [...new Set(headings.map((heading) => heading.level))].sort((a, b) => a - b);
      for (const heading of headings) heading.level = levels.indexOf(heading.level) + 1;
    }
    return blocks;
  }

  #addTable(table: PdfTable, page: number): void {
    this.#open = undefined;
    this.#previous = undefined;
    if (this.#table !== undefined && this.#blocks.at(-1) === this.#table.block) {
      const isContinued = continueTable(this.#table.table, table, this.#joiner);
      this.#table.block.headerRows = this.#table.table.headerRows;
      if (isContinued) return;
    }
    const block: DraftTable = { kind: "table", headerRows: table.headerRows, rows: table.rows, page };
    this.#table = { table, block };
    this.#blocks.push(block);
  }

  #addLine(
    line: Line,
    next: Line | PdfTable | undefined,
    page: number,
    column: { left: number; right: number },
  ) {
    const previous = this.#previous;
    const gap = previous === undefined ? Number.POSITIVE_INFINITY : this.#gap(previous, line);
    const nextGap = next === undefined || "rows" in next ? Number.POSITIVE_INFINITY : this.#gap(line, next);
    const isSetApart = gap > PARAGRAPH_GAP && nextGap >= 1;
    const heading = this.#headings.find(line, page, isSetApart);
    if (heading !== undefined) this.#addHeading(line, heading, gap, page);
    else if (!this.#addItem(line, page) && !this.#continueItem(line, gap)) {
      this.#addText(line, gap, page, column);
    }
    this.#previous = line;
  }

  #addHeading(line: Line, { level, isNamed }: Heading, gap: number, page: number): void {
    const open = this.#open;
    const isSameStyle = this.#previous?.font === line.font && this.#previous.size === line.size;
    if (open?.kind === "heading" && open.level === level && isSameStyle && gap < PARAGRAPH_GAP) {
      open.text = this.#joiner.join(open.text, line.text);
      return;
    }
    const block: DraftText = { kind: "heading", level, text: line.text, page };
    if (isNamed) this.#named.add(block);
    this.#begin(block);
  }

  /** False where the line begins with no marker. */
  #addItem(line: Line, page: number): boolean {
    const bullet = BULLET.exec(line.text)?.[0];
    const number = ENUMERATOR.exec(line.text)?.[0];
    const marker = bullet ?? number;
    if (marker === undefined || line.text.length === marker.length) return false;
    if (bullet === undefined && this.#isWithinItem(line, marker)) return false;
    if (this.#open?.kind !== "list") {
      this.#begin({ kind: "list", ordered: bullet === undefined, items: [], page });
      this.#markers = [];
    }
    while (this.#markers.length > 0 && line.x0 < (this.#markers.at(-1) ?? 0) - line.size / 2)
      this.#markers.pop();
    if (line.x0 > (this.#markers.at(-1) ?? Number.NEGATIVE_INFINITY) + line.size / 2)
      this.#markers.push(line.x0);
    const [first, second] = line.fragments;
    const isMarkerAlone = first !== undefined && first.text.trim() === marker.trim();
    this.#itemText = isMarkerAlone && second !== undefined ? second.x0 : line.x0 + line.size / 2;
    const text = bullet === undefined ? line.text : line.text.slice(bullet.length);
    this.#items()?.push({ text, depth: this.#markers.length - 1 });
    return true;
  }

  /** "… on extension" and below it "500. Do not …": deeper than any item, and nothing that a list begins with. */
  #isWithinItem(line: Line, marker: string): boolean {
    const isDeeper = line.x0 > (this.#markers.at(-1) ?? Number.POSITIVE_INFINITY) + line.size / 2;
    return this.#open?.kind === "list" && isDeeper && !FIRST.test(marker);
  }

  /** An item's further lines stand under its text. */
  #continueItem(line: Line, gap: number): boolean {
    const item = this.#items()?.at(-1);
    if (item === undefined) return false;
    const isNewRegion = this.#previous === undefined;
    const isUnder = line.x0 > this.#itemText - line.size / 4;
    if (isNewRegion ? !GOES_ON.test(line.text) || endsSentence(item.text) : gap > PARAGRAPH_GAP) return false;
    if (!isUnder && !isNewRegion) return false;
    item.text = this.#joiner.join(item.text, line.text);
    return true;
  }

  #addText(line: Line, gap: number, page: number, column: { left: number; right: number }): void {
    const open = this.#open?.kind === "paragraph" ? this.#open : this.#interrupted();
    const previous = this.#previous;
    if (open === undefined || !this.#goesOn(open.text, previous, line, gap, column)) {
      this.#begin({ kind: "paragraph", text: line.text, page });
      return;
    }
    const width = column.right - column.left;
    const isBroken = previous !== undefined && previous.x1 < column.left + SHORT_LINE * width;
    open.text = this.#joiner.join(open.text, line.text, isBroken);
    this.#open = open;
  }

  /** A paragraph at the end of the last region, which headings or tables would have ended. */
  #interrupted(): DraftText | undefined {
    const last = this.#blocks.at(-1);
    return this.#previous === undefined && last?.kind === "paragraph" ? last : undefined;
  }

  #goesOn(
    text: string,
    previous: Line | undefined,
    line: Line,
    gap: number,
    column: { left: number; right: number },
  ): boolean {
    if (previous === undefined) return GOES_ON.test(line.text) && !endsSentence(text);
    if (gap > PARAGRAPH_GAP || Math.abs(line.size - previous.size) > 0.12 * previous.size) return false;
    const isCentred = Math.abs(line.x0 + line.x1 - previous.x0 - previous.x1) < 4;
    const isIndented = line.x0 > previous.x0 + INDENT * line.size;
    const isShort = previous.x1 < column.right - 0.2 * (column.right - column.left);
    return isCentred || !(isIndented || (isShort && endsSentence(previous.text)));
  }

  #begin(block: DraftText | DraftList): void {
    this.#blocks.push(block);
    this.#open = block;
  }

  #items(): DraftItem[] | undefined {
    return this.#open?.kind === "list" ? this.#open.items : undefined;
  }

  /** In line distances of the body. */
  #gap(above: Line, below: Line): number {
    return (below.y - above.y) / (this.#body.pitch * Math.max(above.size, below.size));
  }
}

/** Only the end is looked at: the text grows with every line. */
function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.slice(-5));
}
