import type { Block } from "@footnote/contracts";
import { expect, test } from "vitest";
import { clip } from "./clip.ts";

const span = (start: number, end: number) => ({ start, end });
const row = (start: number, end: number) => ({ ...span(start, end), cells: [] });

test("of blocks that a span cuts only whole items and rows are shown, and of others the part inside", () => {
  const blocks: Block[] = [
    { kind: "paragraph", ...span(0, 10) },
    {
      kind: "list",
      ordered: false,
      ...span(12, 30),
      items: [12, 18, 24].map((at) => ({ ...span(at, at + 5), depth: 0 })),
    },
    { kind: "table", ...span(32, 50), headerRows: 1, rows: [row(32, 37), row(38, 43), row(44, 50)] },
    { kind: "paragraph", ...span(52, 60) },
  ] as Block[];
  expect(clip(blocks, span(0, 60))).toEqual(blocks);
  expect(clip(blocks, span(5, 44))).toEqual([
    { kind: "paragraph", ...span(5, 10) },
    blocks[1],
    { kind: "table", ...span(32, 43), headerRows: 1, rows: [row(32, 37), row(38, 43)] },
  ]);
  expect(clip(blocks, span(20, 52))).toMatchObject([
    { kind: "list", ...span(24, 29), items: [span(24, 29)] },
    blocks[2] as object,
  ]);
  // Without its header row the rest is rows alone.
  expect(clip(blocks, span(40, 52))).toEqual([
    { kind: "table", ...span(44, 50), headerRows: 0, rows: [row(44, 50)] },
  ]);
});

test("marks outside of the span are left out, and one across its end is cut", () => {
  const bold = (start: number, end: number) => ({ kind: "bold" as const, start, end });
  const block: Block = { kind: "paragraph", ...span(0, 40), marks: [bold(0, 5), bold(8, 20), bold(30, 35)] };
  expect(clip([block], span(4, 18))).toEqual([
    { kind: "paragraph", ...span(4, 18), marks: [bold(4, 5), bold(8, 18)] },
  ]);
});
