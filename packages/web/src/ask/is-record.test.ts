import { expect, test } from "vitest";
import { isRecord } from "./is-record.ts";

const tableOf = (columns: number, rows: number, cell: string, header = true) =>
  ({
    kind: "table",
    header: header ? [Array.from({ length: columns }, (_, at) => `column ${at}`)] : [],
    rows: Array.from({ length: rows }, () => ({ cells: Array(columns).fill(cell), marked: false })),
    more: 0,
  }) as const;
const LONG = "Verify that the documentation defines how data is validated.";

test("one or two rows that are wider than the page stand upright, their columns below each other", () => {
  expect(isRecord(tableOf(8, 1, LONG))).toBe(true);
  expect(isRecord(tableOf(4, 2, LONG))).toBe(true);
});

test.each([
  ["with more rows, which are compared", tableOf(8, 3, LONG)],
  ["with few columns", tableOf(3, 1, LONG)],
  ["that is in sight as it is", tableOf(5, 1, "27")],
  ["whose columns have no names", tableOf(8, 1, LONG, false)],
])("a table %s stays a table", (_, table) => {
  expect(isRecord(table)).toBe(false);
});
