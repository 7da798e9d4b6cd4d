import type { DraftBlock } from "../canonical/draft.ts";
import { hasHeader } from "../canonical/header-row.ts";
import { joinHeaderRows, type MergedAt, mergedAt } from "./header-rows.ts";
import { columnsOf, type SheetContent, type SheetRow } from "./sheet.ts";
import { besideEachOther } from "./side-by-side.ts";

/** How many characters set cells apart in canonical text, empty ones too. */
const BETWEEN_CELLS = 3;

/**
 * A sheet's rows as tables and what stands around them: blank rows divide tables, rows of one cell above a table
 * are text. Rows after a blank one that name no columns go on with the table before.
 * @param spend is told how many characters of text a row takes before it is laid out: a few cells far apart span a
 *   huge table, and a million cells may share one long text.
 */
export function readRegions(
  { rows, merged }: SheetContent,
  spend: (characters: number) => void,
): DraftBlock[] {
  const regions: SheetRow[][] = [];
  for (const group of groupsOf(rows)) {
    const before = regions.at(-1);
    if (before !== undefined && goesOn(before, group)) before.push(...group);
    else regions.push(group);
  }
  const places = mergedAt(merged);
  return regions.flatMap(besideEachOther).flatMap((region) => blocksOf(region, places, spend));
}

function groupsOf(rows: readonly SheetRow[]): SheetRow[][] {
  const groups: SheetRow[][] = [];
  let next = 0;
  for (const row of rows) {
    if (row.number === next) groups.at(-1)?.push(row);
    else groups.push([row]);
    next = row.number + 1;
  }
  return groups;
}

function goesOn(before: readonly SheetRow[], group: readonly SheetRow[]): boolean {
  const [first] = group;
  if (first === undefined || first.cells.size === 1 || before.every((row) => row.cells.size === 1))
    return false;
  const columns = new Set(columnsOf(before));
  return columnsOf(group).every((column) => columns.has(column)) && !hasHeader(lay(group.slice(0, 2)));
}

function blocksOf(
  region: readonly SheetRow[],
  merged: MergedAt,
  spend: (characters: number) => void,
): DraftBlock[] {
  const firstOfTable = region.findIndex((row) => row.cells.size > 1);
  const around = firstOfTable < 0 ? region : region.slice(0, firstOfTable);
  const blocks: DraftBlock[] = around.map((row) => ({
    kind: "paragraph",
    text: [...row.cells.values()].join(" "),
  }));
  if (firstOfTable >= 0) {
    const rows = lay(joinHeaderRows(region.slice(firstOfTable), merged), spend);
    blocks.push({ kind: "table", headerRows: hasHeader(rows) ? 1 : 0, rows });
  }
  return blocks;
}

/** Rows with a cell for every column in use, up to their own last. */
function lay(rows: readonly SheetRow[], spend: (characters: number) => void = () => {}): string[][] {
  const columns = columnsOf(rows);
  const places = new Map(columns.map((column, place) => [column, place]));
  return rows.map((row) => {
    let width = 0;
    let characters = 0;
    for (const [column, text] of row.cells) {
      width = Math.max(width, (places.get(column) ?? 0) + 1);
      characters += text.length;
    }
    spend(characters + width * BETWEEN_CELLS);
    return columns.slice(0, width).map((column) => row.cells.get(column) ?? "");
  });
}
