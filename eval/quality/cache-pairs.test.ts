import { agree, normalise } from "@footnote/caching";
import { expect, test } from "vitest";
import { readPairs } from "./cache-pairs.ts";

const MOST_WRONG = 0.01;
const LEAST_HITS = 0.2;
const pairs = await readPairs();

test.each(["development", "test"])(
  "of the %s pairs at least a fifth are taken for the same, and at most 1 % of these wrongly",
  (split) => {
    const own = pairs.filter((pair) => pair.split === split);
    expect(own.length).toBeGreaterThanOrEqual(200);
    const hits = own.filter(({ one, other }) => agree(other, one).agrees);
    const wrong = hits.filter(({ same }) => !same).map(({ one, other }) => [one, other]);
    expect(wrong.length / hits.length, JSON.stringify(wrong)).toBeLessThanOrEqual(MOST_WRONG);
    expect(hits.length / own.length).toBeGreaterThanOrEqual(LEAST_HITS);
  },
);

test("no two questions that ask something else have one key", () => {
  const collided = pairs.filter(({ same, one, other }) => !same && normalise(one) === normalise(other));
  expect(collided).toEqual([]);
});

test("each pair is there once, with an id of its own", () => {
  expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
  expect(new Set(pairs.map(({ one, other }) => JSON.stringify([one, other].toSorted()))).size).toBe(
    pairs.length,
  );
});
