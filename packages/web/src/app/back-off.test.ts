import { expect, test } from "vitest";
import { nextDelay } from "./back-off.ts";

test("looks grow rarer up to every 15 seconds while nothing changes, and are frequent again after a change", () => {
  let delay = 0;
  const delays = Array.from({ length: 10 }, () => {
    delay = nextDelay(delay, false);
    return delay;
  });
  expect(delays.slice(0, 3)).toEqual([1000, 1500, 2250]);
  expect(delays.at(-1)).toBe(15_000);
  expect(nextDelay(15_000, true)).toBe(1000);
});
