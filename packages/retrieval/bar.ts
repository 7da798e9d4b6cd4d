import { type Candidate, type CandidateBar, explanationOf, type LegRange } from "@footnote/contracts";
import { type Fused, type LegHit, leastOfWords } from "./fuse.ts";
import { LEG_DEPTH } from "./leg-depth.ts";

/** A lexical leg with so little room left measures its scores from another one once it is full: see `leastOfWords`. */
const NEARLY_FULL = 10;

interface Leg {
  readonly hits: readonly LegHit[];
}

/** What a chunk that arrives has to reach to be among these candidates, of which so many were asked for: see `CandidateBar`. */
export function barOf(
  lexical: Leg,
  dense: readonly Leg[],
  weights: Fused["weights"],
  candidates: readonly Candidate[],
  limit: number,
): CandidateBar | null {
  const last = candidates.at(-1);
  const fused = last && explanationOf("fusion", last.explanation)?.value;
  // Cosines of two models do not compare.
  if (weights === undefined || fused === undefined || candidates.length < limit || dense.length > 1)
    return null;
  const room = LEG_DEPTH - lexical.hits.length;
  if (room > 0 && room <= NEARLY_FULL) return null;
  const [leg = { hits: [] }] = dense;
  return {
    fused,
    lexical: rangeOf(lexical, leastOfWords(lexical.hits), weights.lexical),
    dense: rangeOf(leg, leg.hits.at(-1)?.score, weights.dense[0] ?? 0),
  };
}

function rangeOf({ hits: [best] }: Leg, least: number | undefined, weight: number): LegRange | null {
  if (best === undefined || least === undefined) return null;
  return { best: best.score, least, weight };
}
