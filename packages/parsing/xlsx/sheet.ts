import { withAddress } from "../office/link.ts";
import { streamXml } from "../xml/stream.ts";
import { unescaped } from "./escaped.ts";
import type { NumberFormatter } from "./number-formats.ts";
import { columnOf, type MergedCells, MOST_COLUMNS, MOST_ROWS, rangeOf } from "./place.ts";

/** A row with something in it. Rows and columns count from 1. */
export interface SheetRow {
  readonly number: number;
  readonly cells: Map<number, string>;
}

export interface SheetContent {
  /** In order. */
  readonly rows: SheetRow[];
  readonly merged: readonly MergedCells[];
  /** Headers and footers of the printed page, with their codes. */
  readonly running: readonly string[];
  readonly formulasWithoutResult: number;
}

interface Cell {
  readonly type: string;
  readonly style: number;
  value: string;
  hasValue: boolean;
  /** Undefined where the cell has none. */
  formula: string | undefined;
}

/** Those in which any of the rows has something, in order. */
export function columnsOf(rows: readonly SheetRow[]): number[] {
  const columns = new Set<number>();
  for (const row of rows) for (const column of row.cells.keys()) columns.add(column);
  return [...columns].sort((a, b) => a - b);
}

const RUNNING = /^(?:odd|even|first)(?:Header|Footer)$/;
const LONGEST_FORMULA = 200;

/**
 * What the cells of a sheet show: of a formula its last result (ECMA-376 18.3.1.4), or the formula where the file has
 * none; and beside a link where it leads.
 * @param addresses where links lead, by their id
 */
export function readSheet(
  xml: Uint8Array,
  strings: readonly string[],
  formatNumber: NumberFormatter,
  addresses: ReadonlyMap<string, string>,
): SheetContent {
  const rows = new Map<number, SheetRow>();
  const merged: MergedCells[] = [];
  const links: (readonly [place: MergedCells, address: string])[] = [];
  const running: string[] = [];
  let formulasWithoutResult = 0;
  let row = 0;
  let column = 0;
  let cell: Cell | undefined;
  let isPhonetic = false;
  // Also in a sheet that some program wrote without the element around its rows.
  let isData = true;
  let reading: "value" | "formula" | "running" | undefined;
  streamXml(xml, {
    open(name, attributes) {
      const { r, t, s, ref } = attributes;
      if (name === "sheetData") isData = true;
      // What looks like a row or a cell behind the sheet's data would take the place of one that is.
      if (!isData && (name === "row" || name === "c")) return;
      if (name === "row") {
        row = within(Number(r ?? row + 1), MOST_ROWS);
        column = 0;
      } else if (name === "c") {
        column = within(r === undefined ? column + 1 : columnOf(r), MOST_COLUMNS);
        cell = { type: t ?? "n", style: Number(s ?? 0), value: "", hasValue: false, formula: undefined };
      } else if (name === "rPh") isPhonetic = true;
      else if (name === "v" || name === "t") {
        reading = isPhonetic ? undefined : "value";
        if (cell !== undefined) cell.hasValue = true;
      } else if (name === "f") {
        reading = "formula";
        if (cell !== undefined) cell.formula = "";
      } else if (RUNNING.test(name)) {
        reading = "running";
        running.push("");
      } else if (name === "mergeCell" || name === "hyperlink") {
        const place = rangeOf(ref ?? "");
        const address = addresses.get(
          Object.entries(attributes).find(([it]) => it.endsWith(":id"))?.[1] ?? "",
        );
        if (place === undefined) return;
        if (name === "mergeCell") merged.push(place);
        else if (address !== undefined) links.push([place, address]);
      }
    },
    text(data) {
      if (reading === "running") running.push((running.pop() ?? "") + data);
      else if (cell === undefined) return;
      else if (reading === "value") cell.value += data;
      else if (reading === "formula") cell.formula += data;
    },
    close(name) {
      if (name === "v" || name === "t" || name === "f" || RUNNING.test(name)) reading = undefined;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "sheetData") isData = false;
      else if (name === "c" && cell !== undefined) {
        if (lacksResult(cell)) formulasWithoutResult++;
        if (cell.type === "inlineStr" || cell.type === "str") cell.value = unescaped(cell.value);
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
  for (const [{ top, left }, address] of links) {
    const text = rows.get(top)?.cells.get(left);
    if (text !== undefined) rows.get(top)?.cells.set(left, withAddress(text, address));
  }
  for (const range of merged) repeatDown(range, rows);
  return {
    rows: [...rows.values()].sort((a, b) => a.number - b.number),
    merged,
    running,
    formulasWithoutResult,
  };
}

/** A formula may well come to an empty text, which is stored as one. */
function lacksResult({ type, value, hasValue, formula }: Cell): boolean {
  return formula !== undefined && value === "" && !(hasValue && type === "str");
}

function shown(cell: Cell, strings: readonly string[], formatNumber: NumberFormatter): string {
  const { type, style, value, formula } = cell;
  if (lacksResult(cell)) {
    // Of formulas that are copied down, only the first is written out.
    const written = formula === "" ? "a formula" : `=${formula?.slice(0, LONGEST_FORMULA)}`;
    return `${written} (no stored result)`;
  }
  if (value === "") return "";
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "b") return Number(value) === 0 ? "FALSE" : "TRUE";
  if (type !== "n") return withAddress(value, /^HYPERLINK\("([^"]+)"/i.exec(formula ?? "")?.[1]);
  const number = Number(value);
  return Number.isFinite(number) ? formatNumber(number, style) : value;
}

/** As in tables of web pages: a cell that spans rows is said in each row that says something. */
function repeatDown({ top, left, bottom }: MergedCells, rows: ReadonlyMap<number, SheetRow>): void {
  const text = rows.get(top)?.cells.get(left);
  if (text === undefined) return;
  for (let row = top + 1; row <= bottom; row++) {
    const cells = rows.get(row)?.cells;
    if (cells !== undefined && !cells.has(left)) cells.set(left, text);
  }
}

/** 0 for what is not a place. */
function within(number: number, most: number): number {
  return Number.isInteger(number) && number >= 1 && number <= most ? number : 0;
}
