import { expect, test } from "vitest";
import { secondsLeft } from "./time-left.ts";

test("what waits takes as long as what was done took, by their numbers", () => {
  expect(secondsLeft(100, 50, 30)).toBe(30);
  expect(secondsLeft(100, 90, 30)).toBe(300);
  expect(secondsLeft(100, 40, 11)).toBe(10);
});

test("nothing is guessed of a few files or seconds, or while more come in", () => {
  expect(secondsLeft(100, 98, 30)).toBeNull();
  expect(secondsLeft(100, 50, 1)).toBeNull();
  expect(secondsLeft(100, 120, 30)).toBeNull();
});
