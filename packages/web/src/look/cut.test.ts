import fc from "fast-check";
import { expect, test } from "vitest";
import { cutAt, touches } from "./cut.ts";

const position = fc.nat({ max: 60 });
const span = fc.tuple(position, position).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

test("the pieces add up to the range, and each lies wholly within or wholly outside of every span", () => {
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 5 }), (range, spans) => {
      const pieces = cutAt(range, spans);
      let at = range.start;
      for (const piece of pieces) {
        expect(piece.start).toBe(at);
        expect(piece.end).toBeGreaterThan(piece.start);
        at = piece.end;
        for (const it of spans) {
          const inside = piece.start >= it.start && piece.end <= it.end;
          expect(touches(piece, it)).toBe(inside && it.start < it.end);
        }
      }
      expect(at).toBe(range.end);
    }),
  );
});
