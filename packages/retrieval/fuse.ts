import type { LegScore } from "@footnote/contracts";

export type FusionRule = "min-max" | "rrf";

export interface LegHit {
  readonly chunk: string;
  readonly score: number;
}

export interface FusedHit {
  readonly chunk: string;
  readonly fused: number;
  readonly lexical?: LegScore;
  readonly dense?: LegScore;
}

export interface Fusion {
  /** Says the rule in words, for `explain`. */
  readonly description: string;
  /** A leg's share of the fused score, per hit in the order of the leg (best first). */
  shares(hits: readonly LegHit[]): number[];
}

/**
 * Mean of min-max normalised scores: each leg's best hit counts 1, its last 0, and both legs weigh the same.
 * Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (TOIS 2023), section 4.
 * Measured with the bundled model it beats RRF by .004 to .017 nDCG@10 on each of five labelled sets, and no
 * other weight is better on all of them.
 */
const MIN_MAX: Fusion = {
  description: "mean of min-max normalised scores, w = 0.5",
  shares(hits) {
    const scores = hits.map((hit) => hit.score);
    const least = Math.min(...scores);
    const range = Math.max(...scores) - least;
    return scores.map((score) => 0.5 * (range === 0 ? 1 : (score - least) / range));
  },
};

/** Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet…" (SIGIR 2009): k = 60. */
const RRF: Fusion = {
  description: "reciprocal rank fusion, k = 60",
  shares: (hits) => hits.map((_, index) => 1 / (60 + index + 1)),
};

export const FUSIONS: Readonly<Record<FusionRule, Fusion>> = { "min-max": MIN_MAX, rrf: RRF };

/** Joins two rankings into one, best first; equal scores in the order of the chunk's identifier. */
export function fuse(rule: FusionRule, lexical: readonly LegHit[], dense: readonly LegHit[]): FusedHit[] {
  const joined = new Map<string, { fused: number; lexical?: LegScore; dense?: LegScore }>();
  for (const [leg, hits] of [
    ["lexical", lexical],
    ["dense", dense],
  ] as const) {
    const shares = FUSIONS[rule].shares(hits);
    for (const [index, hit] of hits.entries()) {
      const entry = joined.get(hit.chunk) ?? { fused: 0 };
      entry.fused += shares[index] ?? 0;
      entry[leg] = { rank: index + 1, score: hit.score };
      joined.set(hit.chunk, entry);
    }
  }
  return [...joined]
    .map(([chunk, entry]) => ({ chunk, ...entry }))
    .sort((one, other) => other.fused - one.fused || (one.chunk < other.chunk ? -1 : 1));
}
