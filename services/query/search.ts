import type { AnswerPassage, Candidate } from "@footnote/contracts";
import { expand, onePerSection, search } from "@footnote/retrieval";
import type { QueryParts } from "./parts.ts";

export interface Found {
  /** Chunks, best first. */
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

/** How many chunks are looked at for each passage that is shown: most sections are found by one to three. */
const CHUNKS_PER_PASSAGE = 3;

/** One result per passage, best first: the section around the chunk that was found, with that chunk. */
export async function searchPassages(
  parts: QueryParts,
  question: string,
  limit: number,
  signal: AbortSignal,
): Promise<AnswerPassage[]> {
  const { candidates } = await searchBothWays(parts, question, limit * CHUNKS_PER_PASSAGE, signal);
  return expand(parts.passages, parts.reader, onePerSection(candidates).slice(0, limit));
}
