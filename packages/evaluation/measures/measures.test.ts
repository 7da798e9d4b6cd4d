import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { ndcg } from "./ndcg.ts";
import { ranking } from "./ranking.ts";
import { recall } from "./recall.ts";

const scores = (entries: Record<string, number>) => new Map(Object.entries(entries));

test("nDCG by hand: linear gain over log2(rank + 1)", () => {
  const run = scores({ a: 3, b: 2, c: 1 });
  const judged = scores({ a: 0, b: 1, c: 2, d: 1 });
  const ideal = 2 + 1 / Math.log2(3) + 1 / 2;
  expect(ndcg(run, judged, 10)).toBeCloseTo((1 / Math.log2(3) + 2 / 2) / ideal, 12);
  expect(ndcg(run, judged, 1)).toBe(0);
});

test("equal scores are read in descending order of the identifier, as trec_eval does", () => {
  expect(ranking(scores({ a: 1, c: 1, b: 1, z: 0.5 }))).toEqual(["c", "b", "a", "z"]);
});

test("recall counts relevant documents only, and only above the cut-off", () => {
  expect(recall(scores({ a: 3, b: 2, c: 1 }), scores({ a: 0, b: 1, c: 1, d: 1 }), 2)).toBeCloseTo(1 / 3, 12);
});

test("a judged query without an answer counts zero in the mean", () => {
  const judgements = new Map([
    ["q1", scores({ a: 1 })],
    ["q2", scores({ b: 1 })],
  ]);
  expect(evaluate(new Map([["q1", scores({ a: 1 })]]), judgements)).toEqual({
    "ndcg@10": 0.5,
    "recall@100": 0.5,
  });
});

test("measures lie in [0, 1], and the ideal order reaches 1", () => {
  const judgements = fc.dictionary(fc.stringMatching(/^[a-j]$/), fc.integer({ min: 0, max: 3 }), {
    minKeys: 1,
  });
  const run = fc.dictionary(fc.stringMatching(/^[a-m]$/), fc.double({ noNaN: true, min: -10, max: 10 }));
  fc.assert(
    fc.property(judgements, run, (judged, found) => {
      for (const measure of [ndcg, recall]) {
        const value = measure(scores(found), scores(judged), 10);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        if (Object.values(judged).some((gain) => gain > 0))
          expect(measure(scores(judged), scores(judged), 10)).toBeCloseTo(1, 12);
      }
    }),
  );
});
