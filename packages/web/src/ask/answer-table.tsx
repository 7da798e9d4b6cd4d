import type { AnswerBlock, TableRowShown } from "@footnote/contracts";
import type { ComponentChildren } from "preact";
import { cellClass } from "../format/cell-class.ts";
import { countOf } from "../format/quantity.ts";
import { isRecord } from "./is-record.ts";
import { Runs } from "./runs.tsx";

type Table = Extract<AnswerBlock, { kind: "table" }>;

/** The rows of a table under its header; the footnotes stand below, with how many rows are left out. */
export function AnswerTable({ table, children }: { table: Table; children: ComponentChildren }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse */}
      <section class="table-scroll" aria-label="Table" tabIndex={0}>
        {isRecord(table) ? <Records table={table} /> : <Rows table={table} />}
      </section>
      <p class="after-figure">
        {table.more > 0 && <span class="quiet">{countOf(table.more, "more row")} in the document. </span>}
        {children}
      </p>
    </>
  );
}

function Rows({ table: { header, rows } }: { table: Table }) {
  return (
    <table>
      {header.length > 0 && (
        <thead>
          {header.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <th scope="col" key={column} dir="auto">
                  {cell}
                </th>
              ))}
            </tr>
          ))}
        </thead>
      )}
      <tbody>
        {rows.map((row, at) => (
          <tr key={at} class={row.marked ? "marked" : undefined}>
            {row.cells.map((cell, column) => (
              <td key={column} dir="auto" class={cellClass(cell.length)}>
                <Cell row={row} column={column} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each column's name beside what the rows have in it: all of a wide row is in sight. */
function Records({ table: { header, rows } }: { table: Table }) {
  return (
    <table class="records">
      <tbody>
        {header[0]?.map((name, column) => (
          <tr key={column}>
            <th scope="row" dir="auto">
              {name}
            </th>
            {rows.map((row, at) => (
              <td key={at} dir="auto">
                <Cell row={row} column={column} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ row: { cells, runs, marked }, column }: { row: TableRowShown; column: number }) {
  const words = <Runs runs={runs?.[column] ?? [{ text: cells[column] ?? "", marked: false }]} />;
  return marked ? <mark>{words}</mark> : words;
}
