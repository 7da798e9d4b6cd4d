import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { attribute, child, children, localName } from "../xml/tree.ts";
import { type Addresses, wholeText } from "./text-body.ts";

/** A cell that spans rows is repeated in each; one that spans columns is followed by empty ones. */
export function readTable(table: Element, addresses: Addresses): DraftBlock {
  const rows: string[][] = [];
  for (const row of named(table, "tr")) {
    const above = rows.at(-1);
    rows.push(
      named(row, "tc").map((cell, column) => {
        if (isSet(cell, "vMerge")) return above?.[column] ?? "";
        return isSet(cell, "hMerge") ? "" : wholeText(cell, addresses);
      }),
    );
  }
  const properties = child(table, "tblPr");
  const headerRows = properties !== undefined && isSet(properties, "firstRow") ? 1 : 0;
  return { kind: "table", headerRows, rows };
}

function named(parent: Element, name: string): Element[] {
  return children(parent).filter((it) => localName(it.name) === name);
}

function isSet(element: Element, name: string): boolean {
  return /^(?:1|true)$/.test(attribute(element, name) ?? "");
}
