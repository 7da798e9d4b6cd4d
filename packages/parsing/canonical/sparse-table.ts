import type { DraftBlock } from "./draft.ts";

/** A table of fewer cells is read as its author laid it out, however empty it is. */
const SMALL = 1_000;
const LEAST_FILLED = 1 / 8;

/**
 * Whether hardly any cell says something, as where each record of many has a field of its own. Laid out as a table, its
 * size would be the product of rows and columns whatever they say, and a row would be a line of bars to a model.
 */
export function isSparse(cells: number, filled: number): boolean {
  return cells > SMALL && filled < cells * LEAST_FILLED;
}

/** The block itself; of a sparse table a list: of each row what is filled, with the names of the columns. */
export function unlessSparse(block: DraftBlock): DraftBlock {
  if (block.kind !== "table") return block;
  const { headerRows, rows, ...placed } = block;
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  const filled = rows.reduce(
    (sum, row) => row.reduce((inRow, cell) => inRow + (isBlank(cell) ? 0 : 1), sum),
    0,
  );
  if (!isSparse(cells, filled)) return block;
  const header = headerRows > 0 ? rows[0] : undefined;
  const items = rows.slice(headerRows).map((row) => {
    const fields = row.flatMap((cell, column) =>
      isBlank(cell) ? [] : [[header?.[column] ?? "", cell] as const],
    );
    return { text: fieldsText(fields), depth: 0 };
  });
  return { ...placed, kind: "list", ordered: false, items };
}

function isBlank(cell: string): boolean {
  return cell === "" || cell.trim() === "";
}

/** "field 3: yes; field 7: no" */
export function fieldsText(fields: readonly (readonly [name: string, value: string])[]): string {
  return fields.map(([name, value]) => (name.trim() === "" ? value : `${name}: ${value}`)).join("; ");
}
