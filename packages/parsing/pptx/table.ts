import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { joinNames, MOST_NAMES } from "../canonical/join-names.ts";
import { attribute, child, children, localName } from "../xml/tree.ts";
import { type Addresses, wholeText } from "./text-body.ts";

/**
 * A cell that spans rows is repeated in each; one that spans columns is followed by empty ones, or stands in each of them
 * where names below it tell the columns apart.
 */
export function readTable(table: Element, addresses: Addresses): DraftBlock[] {
  const rows: string[][] = [];
  const elements = named(table, "tr");
  const names = headerRowsOf(table, elements);
  for (const row of elements) {
    const above = rows.at(-1);
    const isName = names > 1 && rows.length < names;
    const texts: string[] = [];
    for (const cell of named(row, "tc")) {
      if (isSet(cell, "vMerge")) texts.push(above?.[texts.length] ?? "");
      else if (isSet(cell, "hMerge")) texts.push(isName ? (texts.at(-1) ?? "") : "");
      else texts.push(wholeText(cell, addresses));
    }
    rows.push(texts);
  }
  return joinNames(rows, names);
}

/** The first row where the table's look sets it apart; with those that a cell of it reaches down to, beside one that is wide. */
function headerRowsOf(table: Element, [first]: readonly Element[]): number {
  const properties = child(table, "tblPr");
  if (first === undefined || properties === undefined || !isSet(properties, "firstRow")) return 0;
  const cells = named(first, "tc");
  const spanOf = (cell: Element, name: string) => Number(attribute(cell, name) ?? 1);
  if (!cells.some((cell) => spanOf(cell, "gridSpan") > 1)) return 1;
  const tallest = Math.max(...cells.map((cell) => spanOf(cell, "rowSpan")));
  return tallest > 1 && tallest <= MOST_NAMES ? tallest : 1;
}

function named(parent: Element, name: string): Element[] {
  return children(parent).filter((it) => localName(it.name) === name);
}

function isSet(element: Element, name: string): boolean {
  return /^(?:1|true)$/.test(attribute(element, name) ?? "");
}
