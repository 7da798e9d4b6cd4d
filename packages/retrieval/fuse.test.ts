import fc from "fast-check";
import { expect, test } from "vitest";
import { alone, fuse } from "./fuse.ts";

const hits = (...scores: number[]) =>
  scores.map((score, index) => ({ chunk: "abcdefgh"[index] ?? "", score }));

/** A leg whose best hit is all that the question could ask for. */
const sure = (leg: { chunk: string; score: number }[]) => ({ hits: leg, ideal: leg[0]?.score ?? 0 });

test("min-max: a lexical leg that knows little of the question counts less, and says so", () => {
  const fused = fuse("min-max", { hits: hits(2, 1), ideal: 16 }, [[{ chunk: "z", score: 0.8 }]]);
  expect(fused.hits.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["z", 0.5],
    ["a", 0.125],
    ["b", 0],
  ]);
  expect(fused.description).toContain("lexical times 0.25");
});

test("min-max: a leg's best hit counts half, its last nothing, and both legs weigh the same", () => {
  const fused = fuse("min-max", sure(hits(9, 5, 1)), [
    [
      { chunk: "c", score: 0.8 },
      { chunk: "z", score: 0.2 },
    ],
  ]);
  expect(fused.hits.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["a", 0.5],
    ["c", 0.5],
    ["b", 0.25],
    ["z", 0],
  ]);
});

test("min-max: hits that all score the same all count fully", () => {
  expect(fuse("min-max", sure(hits(3, 3)), []).hits.map((hit) => hit.fused)).toEqual([0.5, 0.5]);
});

test("rrf: a hit of both legs adds its reciprocal ranks", () => {
  const fused = fuse("rrf", sure(hits(9, 5)), [[{ chunk: "b", score: 0.8 }]]);
  expect(fused.hits[0]).toEqual({
    chunk: "b",
    fused: 1 / 62 + 1 / 61,
    lexical: { rank: 2, score: 5 },
    dense: { rank: 1, score: 0.8 },
  });
});

test("dense lists of two models count by themselves, however far apart their cosines lie", () => {
  const older = [
    { chunk: "o1", score: 0.9 },
    { chunk: "o2", score: 0.8 },
  ];
  const newer = [
    { chunk: "n1", score: 0.4 },
    { chunk: "n2", score: 0.1 },
  ];
  const { hits: fused, description } = fuse("min-max", sure([]), [older, newer]);
  expect(fused).toEqual([
    { chunk: "n1", fused: 0.5, dense: { rank: 1, score: 0.4 } },
    { chunk: "o1", fused: 0.5, dense: { rank: 1, score: 0.9 } },
    { chunk: "n2", fused: 0, dense: { rank: 2, score: 0.1 } },
    { chunk: "o2", fused: 0, dense: { rank: 2, score: 0.8 } },
  ]);
  expect(description).toContain("each of 2 embedding models by itself");
  expect(fuse("rrf", sure([]), [older, newer]).hits.map((hit) => hit.fused)).toEqual([
    1 / 61,
    1 / 61,
    1 / 62,
    1 / 62,
  ]);
});

test("a leg alone keeps its own scores, and says that it is alone", () => {
  const fused = alone("dense", [hits(0.9, 0.3)]);
  expect(fused.hits).toEqual([
    { chunk: "a", fused: 0.9, dense: { rank: 1, score: 0.9 } },
    { chunk: "b", fused: 0.3, dense: { rank: 2, score: 0.3 } },
  ]);
  expect(fused.description).toBe("dense score alone");
});

test("each chunk of either leg comes out once, best first, whatever the scores", () => {
  const leg = fc.uniqueArray(
    fc.record({ chunk: fc.stringMatching(/^[a-m]$/), score: fc.double({ noNaN: true, min: 0, max: 50 }) }),
    {
      selector: (hit) => hit.chunk,
    },
  );
  fc.assert(
    fc.property(
      leg,
      leg,
      fc.double({ noNaN: true, min: 0, max: 50 }),
      fc.constantFrom("min-max" as const, "rrf" as const),
      (lexical, dense, ideal, rule) => {
        const best = (hits: typeof lexical) => [...hits].sort((one, other) => other.score - one.score);
        const fused = fuse(rule, { hits: best(lexical), ideal }, [best(dense)]).hits;
        expect(fused.map((hit) => hit.chunk).sort()).toEqual(
          [...new Set([...lexical, ...dense].map((hit) => hit.chunk))].sort(),
        );
        expect(fused.every((hit, index) => index === 0 || (fused[index - 1]?.fused ?? 0) >= hit.fused)).toBe(
          true,
        );
        expect(fused.every((hit) => hit.fused >= 0 && hit.fused <= 1)).toBe(true);
      },
    ),
  );
});
