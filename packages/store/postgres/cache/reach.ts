import type { CandidateBar, LegRange } from "@footnote/contracts";

/** A chunk that went live, as the legs of a search would score it. */
export interface ArrivedChunk {
  /** Null where another model embedded it. */
  readonly cosine: number | null;
  /** As `searchLexical` scores it; 0 where it is not found. */
  readonly lexical: number;
  /** Whether it holds an identifier of the question: what does comes first, whatever its scores. */
  readonly identified: boolean;
}

/**
 * What it is below the bar that it still reaches it. With each hit that arrives the last one goes, the least score of its leg
 * rises, and all fused scores with it: for as many hits as are let in (MOST_DRIFTED) by a few hundredths.
 */
const DOUBT = 0.9;
/** Of the hundred hits of a leg so many may be replaced before an answer is too far from what a search would find now. */
export const MOST_DRIFTED = 10;

/** candidate: it may be one; hit: it is found, too far down to be one; neither: the search would be as it was. */
export type Reach = "candidate" | "hit" | "neither";

/** What a chunk that arrived would be in the search that an answer was made from. */
export function reachOf({ cosine, lexical, identified }: ArrivedChunk, bar: CandidateBar | null): Reach {
  if (bar === null || cosine === null || identified) return "candidate";
  const shares = [shareOf(cosine, bar.dense), lexical > 0 ? shareOf(lexical, bar.lexical) : 0];
  const [dense = 0, words = 0] = shares;
  if (dense + words >= DOUBT * bar.fused) return "candidate";
  return dense > 0 || words > 0 ? "hit" : "neither";
}

/** Its part of the fused score. What beats the best hit changes what all others count. */
function shareOf(score: number, range: LegRange | null): number {
  if (range === null || score >= range.best) return Number.POSITIVE_INFINITY;
  return score <= range.least ? 0 : (range.weight * (score - range.least)) / (range.best - range.least);
}
