import type { DocumentText } from "@footnote/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinWindows, spanBeyond } from "./window.ts";

const paragraphs = Array.from({ length: 12 }, (_, at) => `Paragraph ${at} ${"x".repeat(at * 3)}`);
const whole = paragraphs.join("\n\n");
const blocks = paragraphs.map((paragraph) => {
  const start = whole.indexOf(paragraph);
  return { kind: "paragraph" as const, start, end: start + paragraph.length };
});

function windowOf(from: number, to: number): DocumentText {
  const inside = blocks.slice(from, to + 1);
  const start = inside[0]?.start ?? 0;
  const end = inside.at(-1)?.end ?? 0;
  return {
    document: "d",
    bucket: "handbook",
    key: "a.md",
    title: "A",
    version: "v",
    live: true,
    writtenAt: "2026-03-01T12:00:00.000Z",
    format: "markdown",
    pages: null,
    notes: [],
    offset: start,
    length: whole.length,
    text: whole.slice(start, end),
    blocks: inside,
    headingPath: [],
  };
}

test("two windows that overlap or are neighbours join into one where every block is its own text", () => {
  const at = fc.integer({ min: 0, max: 11 });
  fc.assert(
    fc.property(at, at, at, at, (a, b, c, d) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const [from2, to2] = [Math.min(c, d), Math.max(c, d)];
      fc.pre(from2 <= to + 1 && from <= to2 + 1);
      const joined = joinWindows(windowOf(from, to), windowOf(from2, to2));
      expect(joined.blocks).toEqual(blocks.slice(Math.min(from, from2), Math.max(to, to2) + 1));
      for (const block of joined.blocks) {
        expect(joined.text.slice(block.start - joined.offset, block.end - joined.offset)).toBe(
          whole.slice(block.start, block.end),
        );
      }
    }),
  );
});

test("there is nothing more to show before the beginning and after the end", () => {
  expect(spanBeyond(windowOf(0, 4), "before")).toBeUndefined();
  expect(spanBeyond(windowOf(4, 11), "after")).toBeUndefined();
  const middle = windowOf(4, 6);
  expect(spanBeyond(middle, "before")).toEqual({ start: 0, end: middle.offset });
  expect(spanBeyond(middle, "after")).toEqual({
    start: middle.offset + middle.text.length,
    end: whole.length,
  });
});
