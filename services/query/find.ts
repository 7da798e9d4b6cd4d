import type { AccessLists, AsOf, ChunkIndex, Embedder, PassageReader, Reader } from "@footnote/contracts";
import { type FusionRule, type QuestionVector, type RetrievalSystem, search } from "@footnote/retrieval";
import type { QuestionStages } from "./question-path.ts";

export interface FindParts {
  /** From the one that is asked first. */
  readonly indexes: readonly ChunkIndex[];
  readonly passages: AccessLists & Pick<PassageReader, "models" | "passages">;
  /** The answerer's own, and the one that new documents are embedded with. */
  readonly embedder: Embedder;
  /** By the model's id; undefined where it is not at hand. */
  readonly embedderOf: (model: string) => Embedder | undefined;
  readonly fusion: FusionRule;
  /** See SearchRequest. */
  readonly lexicalWeight?: number;
}

/** Embeds the question and searches: both ways ("hybrid"), or by words or by vector alone, as an evaluation compares them. */
export function findIn(parts: FindParts, system: RetrievalSystem): QuestionStages["find"] {
  return async (reader, { question, asOf, within }, depth, signal) => {
    const [resolved, { questionVector, questionVectors }] = await Promise.all([
      parts.passages.resolve(reader),
      embed(parts, reader, question, asOf, signal),
    ]);
    const found = await search(
      parts,
      { ...resolved, within },
      {
        question,
        questionVectors,
        limit: depth,
        fusion: parts.fusion,
        ...(parts.lexicalWeight !== undefined && { lexicalWeight: parts.lexicalWeight }),
        system,
        asOf,
        signal,
      },
    );
    return { ...found, questionVector, questionModel: parts.embedder.model };
  };
}

/**
 * The question as each model embeds it that embedded what the reader finds: one, and two while a pipeline is switched.
 * What a model embedded that is not at hand is found by its words alone.
 */
async function embed(
  { passages, embedder, embedderOf }: FindParts,
  reader: Reader,
  question: string,
  asOf: AsOf,
  signal: AbortSignal,
): Promise<{ questionVector: Float32Array; questionVectors: QuestionVector[] }> {
  signal.throwIfAborted();
  const models = await passages.models(reader, asOf);
  const own = embedder.model.id;
  const others = models.flatMap((id) => (id === own ? [] : (embedderOf(id) ?? [])));
  const vectorBy = async (one: Embedder): Promise<Float32Array> => {
    const [vector] = await one.embed([question], { as: "question", priority: "question", signal });
    return vector as Float32Array;
  };
  const [questionVector, ...vectors] = await Promise.all([
    vectorBy(embedder),
    ...others.map(async (other) => ({ model: other.model, vector: await vectorBy(other) })),
  ]);
  const ownVectors = models.includes(own) ? [{ model: embedder.model, vector: questionVector }] : [];
  return { questionVector, questionVectors: [...ownVectors, ...vectors] };
}
