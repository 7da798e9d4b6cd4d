import { expect, test } from "vitest";
import { Draining } from "./draining.ts";

/** Time that passes where somebody sleeps. */
function openDraining() {
  let now = 1_000_000;
  const slept: number[] = [];
  const clock = {
    elapsed: () => now,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  return { draining: new Draining(clock), clock, slept };
}

test("those who ask whether it is ready are told, and have the time that a stop gives them", async () => {
  const { draining, clock, slept } = openDraining();
  draining.mustBeReady();
  await clock.sleep(59_000);
  await draining.drain(3_000);
  expect(slept).toEqual([59_000, 3_000]);
  expect(() => draining.mustBeReady()).toThrow("about to stop");
});

test("where nobody asks, or has not for a minute, nobody is waited for", async () => {
  const never = openDraining();
  await never.draining.drain(3_000);
  expect(never.slept).toEqual([]);
  const { draining, clock, slept } = openDraining();
  draining.mustBeReady();
  await clock.sleep(61_000);
  await draining.drain(3_000);
  expect(slept).toEqual([61_000]);
});
