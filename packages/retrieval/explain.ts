import type { Explanation } from "@footnote/contracts";
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
