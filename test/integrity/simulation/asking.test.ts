import { expect, test } from "vitest";
import { simulateAsking } from "./simulation.ts";

const { SEED, SEEDS } = process.env;
const FIRST = SEED === undefined ? 1 : Number(SEED);
const COUNT = SEED === undefined ? Number(SEEDS ?? 30) : 1;

test("R6: whatever fails and whoever crashes between any two steps, no answer from before tells what is not so, or lacks what is", {
  timeout: 600_000,
}, async () => {
  let [answers, hits] = [0, 0];
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const asked = await simulateAsking(seed);
    answers += asked.answers;
    hits += asked.hits;
  }
  expect(hits / answers).toBeGreaterThan(0.1);
});
