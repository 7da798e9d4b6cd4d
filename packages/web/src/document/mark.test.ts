import fc from "fast-check";
import { expect, test } from "vitest";
import { cutAtMark, touches } from "./mark.ts";

const position = fc.nat({ max: 60 });
const span = fc.tuple(position, position).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

test("the pieces add up to the range, and exactly what the mark covers is marked", () => {
  fc.assert(
    fc.property(span, fc.option(span, { nil: undefined }), (range, mark) => {
      const pieces = cutAtMark(range, mark);
      expect(pieces.length).toBeLessThanOrEqual(3);
      const covered: boolean[] = [];
      for (const piece of pieces) {
        expect(piece.end).toBeGreaterThan(piece.start);
        for (let at = piece.start; at < piece.end; at++) covered[at] = piece.marked;
      }
      for (let at = 0; at <= 60; at++) {
        const inside = at >= range.start && at < range.end;
        const marked = mark !== undefined && at >= mark.start && at < mark.end;
        expect(covered[at]).toBe(inside ? marked : undefined);
      }
      expect(touches(range, mark)).toBe(pieces.some((piece) => piece.marked));
    }),
  );
});

test("a mark over two blocks marks the end of the one and the beginning of the other", () => {
  const mark = { start: 6, end: 14 };
  expect(cutAtMark({ start: 0, end: 10 }, mark)).toEqual([
    { start: 0, end: 6, marked: false },
    { start: 6, end: 10, marked: true },
  ]);
  expect(cutAtMark({ start: 12, end: 20 }, mark)).toEqual([
    { start: 12, end: 14, marked: true },
    { start: 14, end: 20, marked: false },
  ]);
});
