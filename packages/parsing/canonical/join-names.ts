import type { DraftBlock } from "./draft.ts";

/** More rows of header cells are a table of them. */
export const MOST_NAMES = 4;

/**
 * A table whose first rows are names above each other, as one row of them: "Rate Day", "Rate Night". A row that says one thing
 * over all columns stands above the table.
 * @param names how many rows; in them, a name stands in each of the columns that it spans
 */
export function joinNames(rows: readonly string[][], names: number): DraftBlock[] {
  if (names <= 1) return [{ kind: "table", headerRows: names, rows: [...rows] }];
  const isTitle = (row: readonly string[]) => new Set(row).size === 1;
  const head = rows.slice(0, names).filter((row) => !isTitle(row));
  const columns = Math.max(0, ...head.map((row) => row.length));
  const joined = Array.from({ length: columns }, (_, column) =>
    [...new Set(head.map((row) => row[column]?.trim() ?? ""))].join(" ").trim(),
  );
  const titles = rows.slice(0, names).filter(isTitle);
  const table = head.length === 0 ? rows.slice(names) : [joined, ...rows.slice(names)];
  return [
    ...titles.map(([text = ""]): DraftBlock => ({ kind: "paragraph", text })),
    { kind: "table", headerRows: Math.min(head.length, 1), rows: table },
  ];
}
