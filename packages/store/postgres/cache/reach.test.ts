import type { CandidateBar } from "@footnote/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArrivedChunk, reachOf } from "./reach.ts";

const BAR: CandidateBar = {
  fused: 0.3,
  lexical: { best: 20, least: 4, weight: 0.5 },
  dense: { best: 0.8, least: 0.4, weight: 0.5 },
};
const chunk = (cosine: number | null, lexical: number, identified = false): ArrivedChunk => ({
  cosine,
  lexical,
  identified,
});

test("what no leg finds changes nothing, what one finds far down is a hit, what comes near the last candidate may be one", () => {
  expect(reachOf(chunk(0.3, 0), BAR)).toBe("neither");
  expect(reachOf(chunk(0.3, 3), BAR)).toBe("neither");
  expect(reachOf(chunk(0.5, 0), BAR)).toBe("hit");
  expect(reachOf(chunk(0.3, 6), BAR)).toBe("hit");
  // .225 of its vector, and .063 of its words.
  expect(reachOf(chunk(0.58, 6), BAR)).toBe("candidate");
});

test("what is best in a leg, holds an identifier or cannot be compared may always be one", () => {
  expect(reachOf(chunk(0.8, 0), { ...BAR, fused: 9 })).toBe("candidate");
  expect(reachOf(chunk(0, 20), { ...BAR, fused: 9 })).toBe("candidate");
  expect(reachOf(chunk(0, 0.1), { ...BAR, lexical: null })).toBe("candidate");
  expect(reachOf(chunk(0, 0), { ...BAR, dense: null })).toBe("candidate");
  expect(reachOf(chunk(0, 0, true), BAR)).toBe("candidate");
  expect(reachOf(chunk(null, 0), BAR)).toBe("candidate");
  expect(reachOf(chunk(0, 0), null)).toBe("candidate");
});

test("whatever fuses to as much as the last candidate is never left out", () => {
  const share = (score: number, { best, least }: { best: number; least: number }) =>
    0.5 * Math.max(0, (score - least) / (best - least));
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 40, noNaN: true }),
      (cosine, lexical) => {
        const fused =
          share(cosine, BAR.dense as never) + (lexical > 0 ? share(lexical, BAR.lexical as never) : 0);
        if (fused >= BAR.fused) expect(reachOf(chunk(cosine, lexical), BAR)).toBe("candidate");
      },
    ),
  );
});
