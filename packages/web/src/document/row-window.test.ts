import { expect, test } from "vitest";
import { rowsAround } from "./row-window.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ start: at * 10, end: at * 10 + 9, cells: [] }));

test("a short table is shown whole, whichever row is marked", () => {
  expect(rowsAround(rows(30), undefined)).toEqual({ from: 0, to: 30 });
  expect(rowsAround(rows(30), { start: 291, end: 295 })).toEqual({ from: 0, to: 30 });
});

test("of a long table the rows around the marked one are shown", () => {
  expect(rowsAround(rows(5000), undefined)).toEqual({ from: 0, to: 200 });
  expect(rowsAround(rows(5000), { start: 10, end: 15 })).toEqual({ from: 0, to: 200 });
  expect(rowsAround(rows(5000), { start: 30_000, end: 30_005 })).toEqual({ from: 2900, to: 3100 });
  expect(rowsAround(rows(5000), { start: 49_990, end: 49_995 })).toEqual({ from: 4800, to: 5000 });
});
