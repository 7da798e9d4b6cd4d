import { expect, test } from "vitest";
import { findQuote } from "./find-quote.ts";
import type { Fragment } from "./fragment.ts";

const line = (text: string, y: number): Fragment => ({
  text,
  x0: 100,
  x1: 100 + 10 * text.length,
  y,
  size: 10,
  sizeLength: text.length,
  font: "f",
  fontLength: text.length,
  isRightToLeft: false,
});

test("a quote is found over lines, whatever was hyphenated or spaced otherwise", () => {
  const lines = [
    line("Guests arrive. The muse-", 50),
    line("um  opens at ten.", 64),
    line("Bring a lamp.", 78),
  ];
  const boxes = findQuote(lines, "The museum opens at ten.");
  expect(boxes).toHaveLength(2);
  expect(boxes[0]).toMatchObject({ x: 250, width: 80 });
  expect(boxes[1]).toMatchObject({ x: 100, width: 170 });
  expect(boxes[0]?.y).toBeLessThan(50);
});

test("of a table's row each cell is found where it stands, a short one beside the one before it", () => {
  const boxes = findQuote(
    [
      line("Room 180", 10),
      line("Paris hotel", 50),
      line("180", 50),
      line("Bath", 60),
      line("breakfast included", 80),
    ],
    "Paris hotel | 180 | breakfast included",
  );
  expect(boxes.map(({ y, width }) => [y + 9.5, width])).toEqual([
    [50, 110],
    [50, 30],
    [80, 180],
  ]);
});

test("what is not on the page has no place on it", () => {
  expect(findQuote([line("Bring a lamp.", 50)], "The museum opens at ten.")).toEqual([]);
  expect(findQuote([line("Bring a lamp.", 50)], " - ")).toEqual([]);
});
