import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { joinNames, MOST_NAMES } from "../canonical/join-names.ts";
import { attribute, child, descendants, localName } from "../xml/tree.ts";
import { readBlocks } from "./blocks.ts";
import type { Story } from "./story.ts";
import { toggle, valueIn } from "./styles.ts";

/** Word itself allows 63. */
const MOST_COLUMNS = 1_000;

interface Cell {
  readonly blocks: readonly DraftBlock[];
  readonly isBold: boolean;
  readonly columns: number;
  readonly goesOnFromAbove: boolean;
}

interface Row {
  readonly cells: readonly Cell[];
  readonly isHeader: boolean;
  /** Columns left free before the first cell. */
  readonly before: number;
}

/**
 * A table; or, where it only places things on a page, what its cells hold. As in tables of web pages, a cell that
 * spans rows is said in each of them, one that spans columns is followed by empty ones.
 */
export function readTable(table: Element, story: Story): DraftBlock[] {
  const rows = rowsOf(table, story);
  if (isLayout(rows)) return rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks));
  const names = headerRowsOf(rows, isSetApart(table, story));
  const texts: string[][] = [];
  for (const { cells, before } of rows) {
    const isName = names > 1 && texts.length < names;
    const above = texts.at(-1);
    const row = Array.from({ length: before }, () => "");
    for (const cell of cells) {
      const text = cell.goesOnFromAbove ? (above?.[row.length] ?? "") : plain(cell.blocks);
      row.push(text);
      for (let extra = 1; extra < cell.columns && row.length < MOST_COLUMNS; extra++)
        row.push(isName ? text : "");
    }
    story.file.budget.spend(row.reduce((sum, text) => sum + text.length, 0));
    texts.push(row);
  }
  return joinNames(texts, names);
}

function rowsOf(table: Element, story: Story): Row[] {
  return below(table, "tr").flatMap((row) => {
    const properties = child(row, "trPr");
    if (child(properties, "del") !== undefined) {
      story.file.notes.add("deletions");
      return [];
    }
    const isHeader = toggle(properties, "tblHeader") ?? false;
    const before = countOf(properties && valueIn(properties, "gridBefore"), 0);
    return [{ isHeader, before, cells: below(row, "tc").map((cell) => readCell(cell, story)) }];
  });
}

function readCell(cell: Element, story: Story): Cell {
  const properties = child(cell, "tcPr");
  const { blocks, isBold } = readBlocks(cell, story);
  const merge = child(properties, "vMerge");
  return {
    blocks,
    isBold,
    columns: countOf(properties && valueIn(properties, "gridSpan"), 1),
    goesOnFromAbove: merge !== undefined && attribute(merge, "val") !== "restart" && blocks.length === 0,
  };
}

/** Rows or cells, whatever wraps them (a content control, custom markup). Their own tables have rows of their own. */
function below(parent: Element, name: string): Element[] {
  return [...descendants(parent, name, "tbl", "p")].filter((it) => localName(it.name) === name);
}

/** With tables or headings inside, or a single cell in each row. */
function isLayout(rows: readonly Row[]): boolean {
  const isWhole = (block: DraftBlock) => block.kind === "table" || block.kind === "heading";
  return (
    rows.every((row) => row.cells.length <= 1) ||
    rows.some((row) => row.cells.some((it) => it.blocks.some(isWhole)))
  );
}

/** Whether the table's style sets its first row apart, and this table lets it. */
function isSetApart(table: Element, story: Story): boolean {
  const properties = child(table, "tblPr");
  const style = properties && valueIn(properties, "tblStyle");
  const look = child(properties, "tblLook");
  if (style === undefined || look === undefined) return false;
  const FIRST_ROW = 0x20;
  const isOn =
    /^(?:1|true)$/.test(attribute(look, "firstRow") ?? "") ||
    (Number.parseInt(attribute(look, "val") ?? "0", 16) & FIRST_ROW) !== 0;
  return isOn && story.file.styles.get(style).hasHeaderRow;
}

/** Those that Word repeats on each page, where they are names and no rows; or the first, where its style or all it says is bold. */
function headerRowsOf(rows: readonly Row[], isFirstSetApart: boolean): number {
  const marked = rows.findIndex((row) => !row.isHeader);
  if (marked < 0 || marked > MOST_NAMES) return Math.min(1, rows.length);
  if (marked > 0) return marked;
  if (isFirstSetApart) return Math.min(1, rows.length);
  const said = rows[0]?.cells.filter((cell) => cell.blocks.length > 0) ?? [];
  return said.length > 0 && said.length === rows[0]?.cells.length && said.every((cell) => cell.isBold)
    ? 1
    : 0;
}

function plain(blocks: readonly DraftBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "list") return block.items.map((item) => item.text).join("\n");
      if (block.kind === "table") return block.rows.map((row) => row.join(" ")).join("\n");
      return block.text;
    })
    .join("\n");
}

function countOf(value: string | undefined, otherwise: number): number {
  const count = Number(value ?? otherwise);
  return Number.isInteger(count) && count >= 0 ? Math.min(count, MOST_COLUMNS) : otherwise;
}
