import { expect, test } from "vitest";
import { patienceFor } from "./lane.ts";

test("a file is slow after seconds where a thread for the next one is there soon", () => {
  expect(patienceFor({ startMilliseconds: 400 })).toBe(2_500);
});

test("on a busy machine, where every file takes seconds, no thread is started for each of them", () => {
  expect(patienceFor({ startMilliseconds: 4_000 })).toBe(12_000);
});

test("however busy it is, no file keeps others waiting for more than half a minute", () => {
  expect(patienceFor({ startMilliseconds: 60_000 })).toBe(30_000);
});
