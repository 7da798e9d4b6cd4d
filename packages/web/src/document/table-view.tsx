import type { Span, TableBlock } from "@footnote/contracts";
import { useState } from "preact/hooks";
import { cellClass } from "../format/cell-class.ts";
import { countOf } from "../format/quantity.ts";
import { holds } from "../look/cut.ts";
import type { WriteSpan } from "./blocks.tsx";
import { ROWS_SHOWN, rowsAround } from "./row-window.ts";

/** From so many rows on a table scrolls by itself below its header, so that every row shows what its cells mean. */
const LONG = 25;

interface TableViewProps {
  readonly table: TableBlock;
  readonly mark: Span | undefined;
  readonly write: WriteSpan;
}

export function TableView({ table, mark, write }: TableViewProps) {
  const header = table.rows.slice(0, table.headerRows);
  const body = table.rows.slice(table.headerRows);
  const [shown, setShown] = useState(() => rowsAround(body, mark));
  const after = body.length - shown.to;
  return (
    <>
      {shown.from > 0 && (
        <button
          type="button"
          onClick={() => setShown({ ...shown, from: Math.max(0, shown.from - ROWS_SHOWN) })}
        >
          Show earlier rows ({countOf(shown.from, "row")})
        </button>
      )}
      <section
        class={body.length > LONG ? "table-scroll long" : "table-scroll"}
        aria-label="Table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse
        tabIndex={0}
      >
        <table>
          {header.length > 0 && (
            <thead>
              {header.map((row) => (
                <tr key={row.start} class={markedClass(row, mark)}>
                  {row.cells.map((cell) => (
                    <th key={cell.start} scope="col" dir="auto">
                      {write(cell)}
                    </th>
                  ))}
                </tr>
              ))}
            </thead>
          )}
          <tbody>
            {body.slice(shown.from, shown.to).map((row) => (
              <tr key={row.start} class={markedClass(row, mark)}>
                {row.cells.map((cell) => (
                  <td key={cell.start} dir="auto" class={cellClass(cell.end - cell.start)}>
                    {write(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {after > 0 && (
        <button
          type="button"
          onClick={() => setShown({ ...shown, to: Math.min(body.length, shown.to + ROWS_SHOWN) })}
        >
          Show more rows ({countOf(after, "row")})
        </button>
      )}
    </>
  );
}

function markedClass(row: Span, mark: Span | undefined): string | undefined {
  return mark !== undefined && holds(mark, row) ? "marked" : undefined;
}
