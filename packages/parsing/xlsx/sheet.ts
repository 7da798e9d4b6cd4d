import { streamXml } from "../xml/stream.ts";
import type { NumberFormatter } from "./number-formats.ts";

/** Excel's own limits; what claims to lie beyond is a mistake or an attack. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/** A row with something in it. Rows and columns count from 1. */
export interface SheetRow {
  readonly number: number;
  readonly cells: Map<number, string>;
}

/** What the cells of a sheet show, rows in order: of a formula its last result (ECMA-376 18.3.1.4). */
export function readSheet(
  xml: Uint8Array,
  strings: readonly string[],
  formatNumber: NumberFormatter,
): SheetRow[] {
  const rows = new Map<number, SheetRow>();
  const merged: string[] = [];
  let row = 0;
  let column = 0;
  let cell: { type: string; style: number; value: string } | undefined;
  let isValue = false;
  let isPhonetic = false;
  streamXml(xml, {
    open(name, { r, t, s, ref }) {
      if (name === "row") {
        row = within(Number(r ?? row + 1), MOST_ROWS);
        column = 0;
      } else if (name === "c") {
        column = within(r === undefined ? column + 1 : columnOf(r), MOST_COLUMNS);
        cell = { type: t ?? "n", style: Number(s ?? 0), value: "" };
      } else if (name === "rPh") isPhonetic = true;
      else if (name === "v" || name === "t") isValue = !isPhonetic;
      else if (name === "mergeCell" && ref !== undefined) merged.push(ref);
    },
    text(data) {
      if (isValue && cell !== undefined) cell.value += data;
    },
    close(name) {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "c" && cell !== undefined) {
        const text = shown(cell, strings, formatNumber);
        cell = undefined;
        if (text.trim() === "" || row === 0 || column === 0) return;
        let found = rows.get(row);
        if (found === undefined) {
          found = { number: row, cells: new Map() };
          rows.set(row, found);
        }
        found.cells.set(column, text);
      }
    },
  });
  for (const range of merged) repeatDown(range, rows);
  return [...rows.values()].sort((a, b) => a.number - b.number);
}

function shown(
  { type, style, value }: { type: string; style: number; value: string },
  strings: readonly string[],
  formatNumber: NumberFormatter,
): string {
  if (value === "") return "";
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "b") return Number(value) === 0 ? "FALSE" : "TRUE";
  if (type !== "n") return value;
  const number = Number(value);
  return Number.isFinite(number) ? formatNumber(number, style) : value;
}

/** As in tables of web pages: a cell that spans rows is said in each row that says something. */
function repeatDown(range: string, rows: ReadonlyMap<number, SheetRow>): void {
  const [, column = "", first = "", last = ""] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(range) ?? [];
  const at = columnOf(column);
  const text = rows.get(Number(first))?.cells.get(at);
  if (text === undefined) return;
  for (let row = Number(first) + 1; row <= Math.min(Number(last), MOST_ROWS); row++) {
    const cells = rows.get(row)?.cells;
    if (cells !== undefined && !cells.has(at)) cells.set(at, text);
  }
}

/** "AB12" is column 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{0,3}/.exec(reference)?.[0] ?? "")
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** 0 for what is not a place. */
function within(number: number, most: number): number {
  return Number.isInteger(number) && number >= 1 && number <= most ? number : 0;
}
