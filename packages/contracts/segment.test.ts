import { expect, test } from "vitest";
import type { Block } from "./block.ts";
import { segmentsOf, textIn } from "./segment.ts";

const paragraph = `${"Ebb and flow 🌊. ".repeat(100)}`;
const text = Array.from({ length: 30 }, (_, index) => `${index} ${paragraph}`).join("\n\n");
const blocks: Block[] = [...text.matchAll(/\d+ [^\n]+/g)].map(({ index, 0: said }) => ({
  kind: "paragraph",
  start: index,
  end: index + said.length,
}));

test("segments are the text, cut between blocks, each with its own", () => {
  const segments = segmentsOf({ text, blocks });
  expect(segments.length).toBeGreaterThan(3);
  expect(segments.map((segment) => segment.text).join("")).toBe(text);
  expect(segments.flatMap((segment) => JSON.parse(segment.blocks))).toEqual(blocks);
});

test("any span of the text is found in them", () => {
  const segments = segmentsOf({ text, blocks });
  for (const [start, end] of [
    [0, 10],
    [7_990, 30_010],
    [text.length - 5, text.length],
    [0, text.length],
    [500, 500],
  ] as const) {
    expect(textIn(segments, { start, end })).toBe(text.slice(start, end));
  }
});

test("a single block that is longer than a segment is cut between its lines, rows or items", () => {
  const lines = Array.from({ length: 4_000 }, (_, index) => `row ${index}`);
  const list = lines.join("\n");
  let at = 0;
  const items = lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return { start, end: start + line.length, depth: 0 };
  });
  const segments = segmentsOf({
    text: list,
    blocks: [{ kind: "list", ordered: false, items, start: 0, end: list.length }],
  });
  expect(segments.length).toBeGreaterThan(3);
  expect(
    segments.flatMap((segment) =>
      JSON.parse(segment.blocks).flatMap((block: Block) => block.kind === "list" && block.items),
    ),
  ).toEqual(items);
});

test("so is a row of any number of cells, and a cell of any length: no segment is a large part of a document", () => {
  const cells = Array.from({ length: 20_000 }, (_, index) => ({ start: 2 * index, end: 2 * index + 1 }));
  const row = "x ".repeat(20_000).trimEnd();
  const long = "y".repeat(50_000);
  const text = `${row}\n${long}`;
  const whole = { start: row.length + 1, end: text.length };
  const segments = segmentsOf({
    text,
    blocks: [
      {
        kind: "table",
        headerRows: 0,
        rows: [
          { start: 0, end: row.length, cells },
          { ...whole, cells: [whole] },
        ],
        start: 0,
        end: text.length,
      },
    ],
  });
  expect(segments.map((segment) => segment.text).join("")).toBe(text);
  for (const segment of segments) expect(segment.text.length).toBeLessThanOrEqual(8_001);
  expect(Math.max(...segments.map(({ blocks }) => blocks.length))).toBeLessThan(300_000);
});

test("marks go with the piece of a block that they lie in, and are cut with it", () => {
  const long = "Ebb and flow. ".repeat(1_200).trimEnd();
  const mark = (start: number, end: number) => ({ kind: "bold" as const, start, end });
  const marks = [mark(10, 20), mark(7_990, 8_010), mark(16_500, 16_510)];
  const segments = segmentsOf({
    text: long,
    blocks: [{ kind: "paragraph", start: 0, end: long.length, marks }],
  });
  const pieces = segments.flatMap(({ blocks }) => JSON.parse(blocks) as Block[]);
  expect(pieces.map(({ marks }) => marks)).toEqual([
    [mark(10, 20), mark(7_990, 8_000)],
    [mark(8_000, 8_010)],
    [mark(16_500, 16_510)],
  ]);
});
