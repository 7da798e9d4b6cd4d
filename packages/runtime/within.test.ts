import { expect, test } from "vitest";
import { within } from "./within.ts";

test("what ends in time is waited for, whether it succeeds or fails; what does not is left behind", async () => {
  expect(await within(Promise.resolve(), 1_000)).toBe(true);
  expect(await within(Promise.reject(new Error("no")), 1_000)).toBe(true);
  expect(await within(new Promise(() => {}), 1)).toBe(false);
});
