import { expect, test } from "vitest";
import { separators } from "./join-sentences.ts";

const between = (...texts: string[]) => separators(texts.map((text) => ({ text })));

test("sentences follow one another, a row or an item stands on a line of its own", () => {
  expect(between("One.", "Two!", "Price | €3", "“Three?”", "(Four.)")).toEqual(["", " ", "\n", "\n", " "]);
});

test("what already has lines of its own is not run into its neighbours", () => {
  expect(between("One.", "a\nb.", "Two.")).toEqual(["", "\n", "\n"]);
});

test("a sentence that arrives later changes nothing before it", () => {
  const texts = ["One.", "Row | 1", "Two.", "Three."];
  for (let count = 0; count <= texts.length; count++) {
    expect(between(...texts.slice(0, count))).toEqual(between(...texts).slice(0, count));
  }
});
