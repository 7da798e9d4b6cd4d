import fc from "fast-check";
import { expect, test } from "vitest";
import { averagePrecision } from "./average-precision.ts";
import { hole } from "./hole.ts";
import { measureRun } from "./measure-run.ts";
import { ndcg } from "./ndcg.ts";
import { precision } from "./precision.ts";
import { rPrecision } from "./r-precision.ts";
import { ranking } from "./ranking.ts";
import { recall } from "./recall.ts";
import { reciprocalRank } from "./reciprocal-rank.ts";
import { success } from "./success.ts";

const scores = (entries: Record<string, number>) => new Map(Object.entries(entries));

test("nDCG by hand: linear gain over log2(rank + 1)", () => {
  const judged = scores({ a: 0, b: 1, c: 2, d: 1 });
  const ideal = 2 + 1 / Math.log2(3) + 1 / 2;
  expect(ndcg(["a", "b", "c"], judged, 10)).toBeCloseTo((1 / Math.log2(3) + 2 / 2) / ideal, 12);
  expect(ndcg(["a", "b", "c"], judged, 1)).toBe(0);
});

test("equal scores are read in descending order of the identifier, as trec_eval does", () => {
  expect(ranking(scores({ a: 1, c: 1, b: 1, z: 0.5 }))).toEqual(["c", "b", "a", "z"]);
});

test("scores that differ by less than single precision are equal, as for trec_eval", () => {
  expect(ranking(scores({ a: 1 + 1e-9, b: 1 }))).toEqual(["b", "a"]);
  expect(ranking(scores({ a: 1 + 1e-6, b: 1 }))).toEqual(["a", "b"]);
});

test("identifiers are compared by their bytes, as trec_eval does, and not by UTF-16's units", () => {
  expect(ranking(scores({ "\uff5e": 1, "\u{1f600}": 1 }))).toEqual(["\u{1f600}", "\uff5e"]);
});

test("each measure by hand", () => {
  const ranked = ["x", "b", "a", "y", "c"];
  const judged = scores({ a: 1, b: 2, c: 1, d: 1, x: 0, z: -1 });
  expect(recall(ranked, judged, 3)).toBe(2 / 4);
  expect(precision(ranked, judged, 10)).toBe(3 / 10);
  expect(success(ranked, judged, 1)).toBe(0);
  expect(success(ranked, judged, 2)).toBe(1);
  expect(reciprocalRank(ranked, judged)).toBe(1 / 2);
  expect(averagePrecision(ranked, judged)).toBeCloseTo((1 / 2 + 2 / 3 + 3 / 5) / 4, 12);
  expect(rPrecision(ranked, judged)).toBe(2 / 4);
  expect(hole(ranked, judged, 5)).toBe(1 / 5);
});

test("a judged query without an answer counts zero in the mean", () => {
  const judgements = new Map([
    ["q1", scores({ a: 1 })],
    ["q2", scores({ b: 1 })],
  ]);
  const means = measureRun(new Map([["q1", scores({ a: 1 })]]), judgements);
  expect(means["ndcg@10"]).toEqual({ mean: 0.5, defined: 2, undefined: 0 });
  expect(means["recall@100"]?.mean).toBe(0.5);
});

test("measures lie in [0, 1], and the ideal order reaches 1", () => {
  const judgements = fc.dictionary(fc.stringMatching(/^[a-j]$/), fc.integer({ min: 0, max: 3 }), {
    minKeys: 1,
  });
  const run = fc.dictionary(fc.stringMatching(/^[a-m]$/), fc.double({ noNaN: true, min: -10, max: 10 }));
  fc.assert(
    fc.property(judgements, run, (judged, found) => {
      const relevant = Object.values(judged).some((gain) => gain > 0);
      for (const measure of [ndcg, recall, success, averagePrecision, rPrecision, reciprocalRank]) {
        const value = measure(ranking(scores(found)), scores(judged), 10);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        if (relevant) expect(measure(ranking(scores(judged)), scores(judged), 10)).toBeCloseTo(1, 12);
      }
    }),
  );
});
