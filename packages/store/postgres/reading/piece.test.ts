import { expect, test } from "vitest";
import { piecesOf } from "./piece.ts";

const row = (text: string, start = 100) => ({ start, text, blocks: [] });

test("a segment of ordinary length is shown whole", () => {
  const segment = row("x".repeat(24_000));
  expect(piecesOf(segment, { start: 0, end: 1 })).toEqual([segment]);
});

test("of one that is too long only what the window touches is shown, and neighbouring windows fit together", () => {
  // Two code units each, so that some border would fall between the halves of one.
  const text = `x${"🙂".repeat(500_000)}`;
  const windows = [0, 20_000, 40_000].map((start) => piecesOf(row(text), { start, end: start + 20_000 }));
  for (const pieces of windows) {
    expect(pieces.reduce((sum, piece) => sum + piece.text.length, 0)).toBeLessThanOrEqual(40_000);
    for (const { text: shown, start, blocks } of pieces) {
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).toBe(text.slice(start - 100, start - 100 + shown.length));
      expect(blocks).toEqual([{ kind: "paragraph", start, end: start + shown.length }]);
    }
  }
  const distinct = new Map(windows.flat().map((piece) => [piece.start, piece.text]));
  const joined = [...distinct.values()].join("");
  expect(text.startsWith(joined)).toBe(true);
  expect(joined.length).toBeGreaterThan(59_000);
});
