import { expect, test } from "vitest";
import { fullJitter } from "./back-off.ts";

const bounds = { base: 100, cap: 1_000 };

test("the longest delay doubles with every failure until the cap", () => {
  const longest = [1, 2, 3, 4, 5, 60, 2_000].map((attempt) => fullJitter(attempt, bounds, () => 1));
  expect(longest).toEqual([100, 200, 400, 800, 1_000, 1_000, 1_000]);
});

test("all of the delay is random, down to none", () => {
  expect(fullJitter(5, bounds, () => 0)).toBe(0);
  expect(fullJitter(5, bounds, () => 0.25)).toBe(250);
});
