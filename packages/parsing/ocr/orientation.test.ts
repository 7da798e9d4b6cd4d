import { expect, test } from "vitest";
import { recogniseUpright } from "./orientation.ts";

const line = (confidence: number) => [
  [{ text: "words", confidence, left: 0, top: 0, width: 10, height: 10 }],
];

test("a picture that makes no sense is turned until it does, and no longer", () => {
  const tried: number[] = [];
  const found = recogniseUpright(1, (orientation) => {
    tried.push(orientation);
    return line(orientation === 8 ? 94 : 35);
  });
  expect(found).toEqual({ lines: line(94), orientation: 8 });
  expect(tried).toEqual([1, 6, 8]);
});

test("what makes sense at once, or shows nothing, is recognised once", () => {
  for (const lines of [line(90), []]) {
    let times = 0;
    recogniseUpright(1, () => {
      times++;
      return lines;
    });
    expect(times).toBe(1);
  }
});
