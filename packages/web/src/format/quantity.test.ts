import { expect, test } from "vitest";
import { countOf, formatDuration, formatSize } from "./quantity.ts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1.0 KB"],
  [9_949, "9.9 KB"],
  [9_950, "10 KB"],
  [999_499, "999 KB"],
  [999_500, "1.0 MB"],
  [1_240_000, "1.2 MB"],
  [5e15, "5000 TB"],
])("%d bytes read as %s", (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test.each([
  [0, "under 0.01 s"],
  [0.42, "0.42 s"],
  [0.996, "1.0 s"],
  [4.25, "4.3 s"],
  [9.96, "10 s"],
  [59.6, "1 min"],
  [61, "1 min 1 s"],
  [3599.7, "1 h"],
  [4000, "1 h 7 min"],
  [86_399, "1 d"],
  [90_000, "1 d 1 h"],
])("%d seconds read as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("one thing is singular, many are grouped by thousands", () => {
  expect([countOf(0, "page"), countOf(1, "page"), countOf(3100, "page")]).toEqual([
    "0 pages",
    "1 page",
    "3,100 pages",
  ]);
});
