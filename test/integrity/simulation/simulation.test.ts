import { describe, expect, test } from "vitest";
import { simulate } from "./simulation.ts";

/** SEED replays one history; SEEDS says how many, from 1. */
const { SEED, SEEDS } = process.env;
const FIRST = SEED === undefined ? 1 : Number(SEED);
const COUNT = SEED === undefined ? Number(SEEDS ?? 200) : 1;
/** A failure names its block and its seed. */
const BLOCK = 100;

describe("R1, R2, R3, R4, R5, R7: whatever fails, in whatever order, the rows end as those of one clean run", () => {
  for (let start = FIRST; start < FIRST + COUNT; start += BLOCK) {
    const end = Math.min(start + BLOCK, FIRST + COUNT) - 1;
    test(`seeds ${start} to ${end}`, { timeout: 600_000 }, async () => {
      for (let seed = start; seed <= end; seed++) await simulate(seed);
    });
  }
});

test("the same seed gives the same history, another seed another one", async () => {
  const first = await simulate(FIRST);
  expect(await simulate(FIRST)).toEqual(first);
  expect((await simulate(FIRST + 1)).digest).not.toBe(first.digest);
});
