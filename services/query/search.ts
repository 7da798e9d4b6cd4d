import type { Candidate } from "@footnote/contracts";
import { search } from "@footnote/retrieval";
import type { QueryParts } from "./parts.ts";

export interface Found {
  readonly candidates: Candidate[];
  readonly questionVector: Float32Array;
}

/** Embeds the question and searches both ways. */
export async function searchBothWays(
  parts: QueryParts,
  question: string,
  limit: number,
  signal: AbortSignal,
): Promise<Found> {
  const questionVector = await parts.embedder.embedQuestion(question, signal);
  const candidates = await search(parts.passages, parts.reader, {
    question,
    questionVector,
    limit,
    fusion: parts.fusion,
    system: "hybrid",
  });
  return { candidates, questionVector };
}
