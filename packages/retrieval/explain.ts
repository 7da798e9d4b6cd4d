import type { Candidate, Explanation } from "@footnote/contracts";
import type { FusedHit } from "./fuse.ts";

/** What the legs and their fusion say of a hit, as the lowest nodes of its explanation. */
export function explain(hit: FusedHit, rank: number, fusion: string): Explanation {
  const details: Explanation[] = [];
  if (hit.lexical !== undefined)
    details.push({
      stage: "lexical",
      value: hit.lexical.score,
      rank: hit.lexical.rank,
      description: "mean of the BM25 scores of the chunk and of the section around it",
      details: [],
    });
  if (hit.dense !== undefined)
    details.push({
      stage: "dense",
      value: hit.dense.score,
      rank: hit.dense.rank,
      description: "cosine of the question and the chunk",
      details: [],
    });
  if (hit.identifiers !== undefined)
    details.push({
      stage: "identifiers",
      value: hit.identifiers,
      description: "how many of the question's identifiers it holds: what holds more comes first",
      details: [],
    });
  return { stage: "fusion", value: hit.fused, rank, description: fusion, details };
}

/** The candidates as a later stage orders them, best first, each with that stage's node above what was there before. */
export function reordered(
  candidates: readonly Candidate[],
  stage: string,
  description: string,
  values: readonly number[],
): Candidate[] {
  return candidates
    .map((candidate, at) => ({ candidate, value: values[at] as number }))
    .toSorted((one, other) => other.value - one.value)
    .map(({ candidate, value }, at) => ({
      ...candidate,
      explanation: { stage, value, rank: at + 1, description, details: [candidate.explanation] },
    }));
}
