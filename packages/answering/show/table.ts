import type { TableBlock, TableRow, TableRowShown } from "@footnote/contracts";
import { carriedHeader } from "../units/carried-header.ts";
import { textIn, type Unit } from "../units/unit.ts";
import { runsOf } from "./paragraph.ts";
import type { Marks, Shown } from "./part.ts";

/** A table with no more rows is shown whole, with the rows that apply marked. */
const SMALL_TABLE = 8;
/** Of a longer one the rows that apply are shown, up to here. */
const MOST_ROWS = 10;

export function showTable(unit: Unit, table: TableBlock, marks: Marks): Shown | undefined {
  const { passage } = unit;
  const cells = (row: TableRow) => row.cells.map((cell) => textIn(passage, cell).replace(/\s+/gu, " "));
  const isMarked = ({ start, end }: TableRow) => marks.some((mark) => mark.start < end && mark.end > start);
  const headerRows = table.rows.slice(0, table.headerRows);
  const body = table.rows.slice(table.headerRows);
  const applying = body.some(isMarked) ? body.filter(isMarked) : body;
  const whole = unit.pieceOf?.kind === "table" ? unit.pieceOf : table;
  const all = whole.rows.length - whole.headerRows;
  const shown = body.length <= SMALL_TABLE ? body : applying.slice(0, MOST_ROWS);
  if (shown.length === 0) return undefined;
  const header = headerRows.length > 0 ? headerRows.map(cells) : carriedHeader(unit, table);
  return {
    block: {
      kind: "table",
      header,
      rows: shown.map((row) => ({
        cells: cells(row),
        marked: isMarked(row) && (applying.length < body.length || body.length < all),
        ...looksOf(unit, row),
      })),
      more: all - shown.length,
    },
    // The header with the rows where it stands right above them, so that the footnote opens on both.
    spans: [...(shown[0] === whole.rows[whole.headerRows] ? headerRows : []), ...shown],
  };
}

function looksOf(unit: Unit, { cells }: TableRow): Pick<TableRowShown, "runs"> {
  const runs = cells.map((cell) => runsOf(unit, cell, []));
  const isPlain = runs.flat().every(({ bold, code, href }) => !bold && !code && href === undefined);
  return isPlain ? {} : { runs };
}
