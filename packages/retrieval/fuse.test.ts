import fc from "fast-check";
import { expect, test } from "vitest";
import { alone, fuse } from "./fuse.ts";
import { LEG_DEPTH } from "./leg-depth.ts";

const hits = (...scores: number[]) =>
  scores.map((score, index) => ({ chunk: "abcdefgh"[index] ?? "", score }));

/** What a model found, for which any cosine above .4 is near. */
const near = (...found: { chunk: string; score: number }[]) => ({
  hits: found,
  cosines: { unrelated: 0.2, related: 0.4 },
});

/** A leg whose best hit is all that the question could ask for. */
const sure = (leg: { chunk: string; score: number }[]) => ({ hits: leg, ideal: leg[0]?.score ?? 0 });

test("min-max: a lexical leg that knows little of the question counts less, and says so", () => {
  const fused = fuse("min-max", { hits: hits(2, 1), ideal: 16 }, [near({ chunk: "z", score: 0.8 })]);
  expect(fused.hits.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["z", 0.5],
    ["a", 0.125],
    ["b", 0.0625],
  ]);
  expect(fused.description).toContain("lexical times 0.25");
});

test("min-max: a leg's best hit counts half, and both legs weigh the same", () => {
  const fused = fuse("min-max", sure(hits(8, 4, 2)), [
    near({ chunk: "c", score: 0.8 }, { chunk: "z", score: 0.2 }),
  ]);
  expect(fused.hits.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["c", 0.625],
    ["a", 0.5],
    ["b", 0.25],
    ["z", 0],
  ]);
});

test("words count what they are told to count, and vectors the rest, by either rule", () => {
  const legs = [sure(hits(8, 4)), [near({ chunk: "z", score: 0.8 }, { chunk: "y", score: 0.4 })]] as const;
  const min = fuse("min-max", ...legs, 0.25);
  expect(min.hits.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["z", 0.75],
    ["a", 0.25],
    ["b", 0.125],
    ["y", 0],
  ]);
  expect(min.weights).toEqual({ lexical: 0.25, dense: [0.75] });
  expect(min.description).toContain("w = 0.25");
  const rrf = fuse("rrf", ...legs, 0.25);
  expect(rrf.hits.map(({ chunk }) => chunk)).toEqual(["z", "y", "a", "b"]);
  expect(rrf.hits[0]?.fused).toBeCloseTo(1.5 / 61, 12);
  expect(fuse("rrf", ...legs).hits[0]?.fused).toBeCloseTo(1 / 61, 12);
});

test("min-max: the last of as many lexical hits as were asked for counts nothing, as what comes after it", () => {
  const scores = Array.from({ length: LEG_DEPTH }, (_, at) => 2 * LEG_DEPTH - at);
  const fused = fuse("min-max", sure(scores.map((score, at) => ({ chunk: `${at}`, score }))), []);
  expect(fused.hits.at(-1)).toMatchObject({ chunk: `${LEG_DEPTH - 1}`, fused: 0 });
});

test("min-max: the best vector hit earns nothing where it is as far away as any passage", () => {
  const fused = fuse("min-max", sure(hits(8, 4)), [
    near({ chunk: "z", score: 0.2 }, { chunk: "y", score: 0.1 }),
  ]);
  expect(fused.hits.map(({ chunk, fused }) => [chunk, fused])).toEqual([
    ["a", 0.5],
    ["b", 0.25],
    ["y", 0],
    ["z", 0],
  ]);
  expect(fused.description).toContain("dense times 0.00");
});

test("what holds more of the question's identifiers comes first, whatever the rule", () => {
  const lexical = {
    hits: [
      { chunk: "a", score: 9 },
      { chunk: "b", score: 1, identifiers: 1 },
    ],
    ideal: 9,
  };
  const dense = [near({ chunk: "a", score: 0.9 }, { chunk: "c", score: 0.8 })];
  for (const rule of ["min-max", "rrf"] as const) {
    const { hits: fused, description } = fuse(rule, lexical, dense);
    expect(fused[0]).toMatchObject({ chunk: "b", identifiers: 1 });
    expect(description).toContain("what holds the identifiers first");
  }
  expect(alone("lexical", lexical, dense).hits[0]?.chunk).toBe("b");
});

test("the score that people see says what is known of the question, not what the list is like", () => {
  const nonsense = fuse("min-max", { hits: [], ideal: 0 }, [near({ chunk: "z", score: 0.19 })]);
  expect(nonsense.hits.map(({ score }) => score)).toEqual([0]);
  const known = fuse("min-max", { hits: hits(8, 2), ideal: 8 }, [near({ chunk: "a", score: 0.5 })]);
  expect(known.hits.map(({ chunk, score }) => [chunk, score])).toEqual([
    ["a", 1],
    ["b", 0.25],
  ]);
});

test("min-max: hits that all score the same all count fully", () => {
  expect(fuse("min-max", sure(hits(3, 3)), []).hits.map((hit) => hit.fused)).toEqual([0.5, 0.5]);
});

test("rrf: a hit of both legs adds its reciprocal ranks", () => {
  const fused = fuse("rrf", sure(hits(9, 5)), [near({ chunk: "b", score: 0.8 })]);
  expect(fused.hits[0]).toMatchObject({
    chunk: "b",
    fused: 1 / 62 + 1 / 61,
    lexical: { rank: 2, score: 5 },
    dense: { rank: 1, score: 0.8 },
  });
});

test("dense lists of two models count by themselves, however far apart their cosines lie", () => {
  const older = near({ chunk: "o1", score: 0.9 }, { chunk: "o2", score: 0.8 });
  const newer = near({ chunk: "n1", score: 0.4 }, { chunk: "n2", score: 0.1 });
  const { hits: fused, description } = fuse("min-max", sure([]), [older, newer]);
  expect(fused).toMatchObject([
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
  const fused = alone("dense", { hits: [], ideal: 0 }, [near(...hits(0.9, 0.3))]);
  expect(fused.hits).toMatchObject([
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
        const fused = fuse(rule, { hits: best(lexical), ideal }, [near(...best(dense))]).hits;
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
