import type { Block, ListBlock, Span, TableBlock } from "@footnote/contracts";
import { carriedHeader } from "./carried-header.ts";
import { textIn, type Unit, wordsIn } from "./unit.ts";

/** A longer list or table is searched item by item and row by row: as a whole it is about everything and nothing. */
const LONG = 100;

/** The unit itself, or the items or rows of its list or table where that is long: each knows what it is a piece of. */
export function piecesOf(unit: Unit): Unit[] {
  const block = unit.blocks.at(-1);
  if (block === undefined || wordsIn(textIn(unit.passage, block)) <= LONG) return [unit];
  switch (block.kind) {
    case "list":
      return itemsOf(unit, block);
    case "table":
      return rowsOf(unit, block);
    default:
      return [unit];
  }
}

/** Each outermost item with those below it. Steps stay together: one alone may do harm. */
function itemsOf(unit: Unit, list: ListBlock): Unit[] {
  if (list.ordered || unit.blocks.filter(({ kind }) => kind !== "paragraph").length > 1) return [unit];
  const shallowest = Math.min(...list.items.map(({ depth }) => depth));
  const starts = list.items.flatMap(({ depth }, at) => (depth === shallowest ? [at] : []));
  if (starts.length < 2) return [unit];
  return starts.map((from, index) => {
    const items = list.items.slice(index === 0 ? 0 : from, starts[index + 1]);
    const piece = { ...list, items, ...around(items) };
    return {
      ...unit,
      ...around(items),
      blocks: [...unit.blocks.slice(0, -1), piece],
      pieceOf: list,
      text: textIn(unit.passage, piece),
    };
  });
}

function rowsOf(unit: Unit, table: TableBlock): Unit[] {
  const header = table.rows.slice(0, table.headerRows);
  const cells = (row: Span & { cells: readonly Span[] }) =>
    row.cells.map((cell) => textIn(unit.passage, cell).trim());
  const names =
    header.at(-1) === undefined
      ? carriedHeader(unit, table)[0]
      : cells(header.at(-1) as TableBlock["rows"][number]);
  return table.rows.slice(table.headerRows).map((row) => ({
    ...unit,
    start: row.start,
    end: row.end,
    blocks: [...unit.blocks.slice(0, -1), { ...table, rows: [...header, row] }],
    pieceOf: table,
    text: readableRow(cells(row), names),
  }));
}

/** "Grade: G5; Days: 28": a row that can be read without its table. Empty cells are left out. */
function readableRow(cells: readonly string[], names: readonly string[] | undefined): string {
  return cells
    .flatMap((cell, column) => {
      const name = names?.[column]?.replace(/[:：]$/u, "");
      if (cell === "") return [];
      return [name && name !== cell ? `${name}: ${cell}` : cell];
    })
    .join("; ");
}

/** Units of one list or table as one, what was chosen of it in its order. */
export function joinPieces(units: readonly Unit[]): Unit[] {
  const groups = Map.groupBy(units, (unit) => unit.pieceOf ?? unit);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first?.pieceOf === undefined || group.length === 1) return group;
    return [{ ...first, blocks: [...first.blocks.slice(0, -1), joined(first.pieceOf, group)] }];
  });
}

function joined(whole: ListBlock | TableBlock, units: readonly Unit[]): Block {
  const pieces = units.flatMap(({ blocks }) => blocks.at(-1) ?? []);
  if (whole.kind === "list") {
    const items = inOrder(pieces.flatMap((piece) => (piece.kind === "list" ? piece.items : [])));
    return { ...whole, items, ...around(items) };
  }
  const rows = inOrder(pieces.flatMap((piece) => (piece.kind === "table" ? piece.rows : [])));
  return { ...whole, rows };
}

function inOrder<Part extends Span>(parts: readonly Part[]): Part[] {
  return [...new Map(parts.map((part) => [part.start, part])).values()].toSorted((a, b) => a.start - b.start);
}

function around(parts: readonly Span[]): Span {
  return { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
}
