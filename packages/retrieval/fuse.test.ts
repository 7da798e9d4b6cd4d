import fc from "fast-check";
import { expect, test } from "vitest";
import { fuse } from "./fuse.ts";

const hits = (...scores: number[]) =>
  scores.map((score, index) => ({ chunk: "abcdefgh"[index] ?? "", score }));

test("min-max: a leg's best hit counts half, its last nothing, and both legs weigh the same", () => {
  const fused = fuse("min-max", hits(9, 5, 1), [
    { chunk: "c", score: 0.8 },
    { chunk: "z", score: 0.2 },
  ]);
  expect(fused.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["a", 0.5],
    ["c", 0.5],
    ["b", 0.25],
    ["z", 0],
  ]);
});

test("min-max: hits that all score the same all count fully", () => {
  expect(fuse("min-max", hits(3, 3), []).map((hit) => hit.fused)).toEqual([0.5, 0.5]);
});

test("rrf: a hit of both legs adds its reciprocal ranks", () => {
  const fused = fuse("rrf", hits(9, 5), [{ chunk: "b", score: 0.8 }]);
  expect(fused[0]).toEqual({
    chunk: "b",
    fused: 1 / 62 + 1 / 61,
    lexical: { rank: 2, score: 5 },
    dense: { rank: 1, score: 0.8 },
  });
});

test("each chunk of either leg comes out once, best first, whatever the scores", () => {
  const leg = fc.uniqueArray(
    fc.record({ chunk: fc.stringMatching(/^[a-m]$/), score: fc.double({ noNaN: true, min: -5, max: 50 }) }),
    {
      selector: (hit) => hit.chunk,
    },
  );
  fc.assert(
    fc.property(leg, leg, fc.constantFrom("min-max" as const, "rrf" as const), (lexical, dense, rule) => {
      const best = (hits: typeof lexical) => [...hits].sort((one, other) => other.score - one.score);
      const fused = fuse(rule, best(lexical), best(dense));
      expect(fused.map((hit) => hit.chunk).sort()).toEqual(
        [...new Set([...lexical, ...dense].map((hit) => hit.chunk))].sort(),
      );
      expect(fused.every((hit, index) => index === 0 || (fused[index - 1]?.fused ?? 0) >= hit.fused)).toBe(
        true,
      );
      expect(fused.every((hit) => hit.fused >= 0 && hit.fused <= 1)).toBe(true);
    }),
  );
});
