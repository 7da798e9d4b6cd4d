import type { AnswerPassage, AsOf, Candidate } from "@footnote/contracts";
import { expand, type QuestionVector, search } from "@footnote/retrieval";
import type { QueryParts } from "./parts.ts";

export interface Found {
  /** Chunks, best first. */
  readonly candidates: Candidate[];
  /** By the answerer's embedder. */
  readonly questionVector: Float32Array;
}

/** Embeds the question and searches both ways. */
export async function searchBothWays(
  parts: QueryParts,
  question: string,
  limit: number,
  asOf: AsOf,
  signal: AbortSignal,
): Promise<Found> {
  const { questionVector, questionVectors } = await embed(parts, question, asOf, signal);
  const candidates = await search(parts.passages, parts.reader, {
    question,
    questionVectors,
    limit,
    fusion: parts.fusion,
    system: "hybrid",
    asOf,
    signal,
  });
  return { candidates, questionVector };
}

/**
 * The question as each model embeds it that embedded what the reader finds: one, and two while a pipeline is switched.
 * What a model embedded that is not at hand is found by its words alone.
 */
async function embed(
  parts: QueryParts,
  question: string,
  asOf: AsOf,
  signal: AbortSignal,
): Promise<{ questionVector: Float32Array; questionVectors: QuestionVector[] }> {
  signal.throwIfAborted();
  const models = await parts.passages.models(parts.reader, asOf);
  const own = parts.embedder.model.id;
  const others = models.flatMap((id) => (id === own ? [] : (parts.embedderOf(id) ?? [])));
  const [questionVector, ...vectors] = await Promise.all([
    parts.embedder.embedQuestion(question, signal),
    ...others.map(async (embedder) => ({
      model: embedder.model,
      vector: await embedder.embedQuestion(question, signal),
    })),
  ]);
  const ownVectors = models.includes(own) ? [{ model: parts.embedder.model, vector: questionVector }] : [];
  return { questionVector, questionVectors: [...ownVectors, ...vectors] };
}

/** How many chunks are looked at for each passage that is shown: most sections are found by one to three. */
const CHUNKS_PER_PASSAGE = 3;

/** One result per passage, best first: the section around the chunk that was found, with that chunk. */
export async function searchPassages(
  parts: QueryParts,
  question: string,
  limit: number,
  asOf: AsOf,
  signal: AbortSignal,
): Promise<AnswerPassage[]> {
  const { candidates } = await searchBothWays(parts, question, limit * CHUNKS_PER_PASSAGE, asOf, signal);
  return expand(parts.passages, parts.reader, candidates, limit, signal);
}
