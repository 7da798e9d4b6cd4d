import { expect, test } from "vitest";
import { accept } from "./accepted.ts";
import type { RecognisedPage } from "./recognised-page.ts";

const page = (words: readonly (readonly [text: string, confidence: number])[]): RecognisedPage => ({
  number: 1,
  width: 595,
  height: 842,
  orientation: 1,
  lines: [
    words.map(([text, confidence], index) => {
      return { text, confidence, x0: 72 + 50 * index, x1: 110 + 50 * index, top: 100, bottom: 110 };
    }),
  ],
});
const said = (it: RecognisedPage) => {
  const { pages, empty } = accept({ pages: [it], failed: [] });
  return {
    text: pages
      .get(1)
      ?.text.fragments.map(({ text }) => text)
      .join(" "),
    empty,
  };
};

test("what was recognised surely is taken, without its specks, and with how sure it was", () => {
  const scanned = page([
    ["Report", 96],
    ["damage", 94],
    ["|", 12],
    ["today", 95],
  ]);
  expect(said(scanned)).toEqual({ text: "Report damage today", empty: 0 });
  expect(accept({ pages: [scanned], failed: [7] })).toMatchObject({ failed: 1 });
  expect(accept({ pages: [scanned], failed: [] }).pages.get(1)?.confidence).toBeCloseTo(95, 0);
});

test.each([
  [
    "a photograph",
    page([
      ["ee", 42],
      ["Aen", 16],
      ["a", 71],
      ["PR", 33],
      ["~", 20],
    ]),
  ],
  [
    "a few sure words among many specks",
    page([["the", 92], ...Array.from({ length: 60 }, () => ["rn|", 21] as const)]),
  ],
  [
    "marks without a word",
    page([
      ["|", 95],
      ["-", 96],
      ["a", 91],
    ]),
  ],
  ["an empty page", { ...page([]), lines: [] }],
])("nothing goes live of %s", (_, scanned) => {
  expect(said(scanned)).toEqual({ text: undefined, empty: 1 });
});
