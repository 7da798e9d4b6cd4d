import type { ChildNode, Element } from "domhandler";
import { isTag } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { joinNames, MOST_NAMES } from "../canonical/join-names.ts";
import { inlineText } from "./inline-text.ts";
import type { Ignore } from "./page.ts";
import { find } from "./search.ts";

/** A cell that claims more is a mistake or an attack; HTML itself allows no more columns. */
const MOST_COLUMNS = 1_000;
const HEADING = /^h[1-6]$/;

/** Tables that only place things on a page: their cells hold what a table does not. */
export function isLayout(table: Element, ignore: Ignore): boolean {
  const role = table.attribs.role;
  if (role === "presentation" || role === "none") return true;
  if (find(table, (it) => it !== table && (it.name === "table" || HEADING.test(it.name)), ignore))
    return true;
  const rows = rowsOf(table, ignore);
  return rows.every((row) => cellsOf(row, ignore).length <= 1);
}

/**
 * Cells that span rows are repeated in each, so that every row says all that it says on the page; cells that span
 * columns are followed by empty ones, so that columns stay aligned. Several rows of names above each other become one: "Rate
 * Day", "Rate Night".
 */
export function readTable(table: Element, ignore: Ignore): DraftBlock[] {
  const rows: string[][] = [];
  const spanning: { column: number; text: string; rowsLeft: number }[] = [];
  const found = rowsOf(table, ignore);
  const names = headerRowsOf(found, ignore);
  for (const [index, row] of found.entries()) {
    const isName = names > 1 && index < names;
    const texts: string[] = [];
    const fromAbove = () => {
      for (const span of spanning) {
        if (span.rowsLeft > 0 && span.column === texts.length) {
          texts.push(span.text);
          span.rowsLeft--;
        }
      }
    };
    const begun: typeof spanning = [];
    for (const cell of cellsOf(row, ignore)) {
      fromAbove();
      if (texts.length >= MOST_COLUMNS) break;
      const text = inlineText(cell, ignore);
      const rowsLeft = Number.parseInt(cell.attribs.rowspan ?? "1", 10) - 1;
      if (rowsLeft > 0) begun.push({ column: texts.length, text, rowsLeft });
      texts.push(text);
      const columns = Number.parseInt(cell.attribs.colspan ?? "1", 10);
      for (let extra = 1; extra < columns && texts.length < MOST_COLUMNS; extra++)
        texts.push(isName ? text : "");
    }
    fromAbove();
    rows.push(texts);
    const open = [...spanning.filter((span) => span.rowsLeft > 0), ...begun];
    spanning.splice(0, spanning.length, ...open.sort((a, b) => a.column - b.column));
  }
  return joinNames(rows, names);
}

/** Rows in the table's head, or at its top of nothing but header cells; else the first, where it only looks like one. */
function headerRowsOf(rows: readonly Element[], ignore: Ignore): number {
  const isHead = (row: Element) =>
    (row.parent !== null && isTag(row.parent) && row.parent.name === "thead") ||
    isAll(row, ignore, isHeaderCell);
  const body = rows.findIndex((row) => !isHead(row));
  const names = body < 0 ? Math.min(rows.length, 1) : body;
  if (names > 0) return names <= MOST_NAMES ? names : 1;
  return rows[0] !== undefined && isAll(rows[0], ignore, (it) => isHeaderCell(it) || isBold(it, ignore))
    ? 1
    : 0;
}

function isAll(row: Element, ignore: Ignore, is: (cell: Element) => boolean): boolean {
  const cells = cellsOf(row, ignore);
  return cells.length > 0 && cells.every(is);
}

function isHeaderCell(cell: Element): boolean {
  return cell.name === "th";
}

/** Word and older pages mark a header row only by its weight. */
function isBold(cell: Element, ignore: Ignore): boolean {
  const text = inlineText(cell, ignore).trim();
  const strong = inlineText(cell, (it) => ignore(it) || it.name === "strong" || it.name === "b").trim();
  return text !== "" && strong === "";
}

function rowsOf(table: Element, ignore: Ignore): Element[] {
  const rows: Element[] = [];
  for (const child of elements(table.children, ignore)) {
    if (child.name === "tr") rows.push(child);
    else if (/^t(?:head|body|foot)$/.test(child.name)) {
      for (const row of elements(child.children, ignore)) if (row.name === "tr") rows.push(row);
    }
  }
  return rows;
}

function cellsOf(row: Element, ignore: Ignore): Element[] {
  return elements(row.children, ignore).filter((it) => it.name === "td" || it.name === "th");
}

function elements(nodes: readonly ChildNode[], ignore: Ignore): Element[] {
  return nodes.filter(isTag).filter((it) => !ignore(it));
}
