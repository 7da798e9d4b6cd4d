import type { ChunkHit, ResolvedReader, VectorSpace } from "@footnote/contracts";
import { type Chunks, visibleTo } from "./collection.ts";
import { distinctHits } from "./hits.ts";
import { vectorName } from "./schema.ts";

/** Best first by cosine. Weaviate compares each vector where the reader sees few (flatSearchCutoff), and else walks its graph. */
export async function searchDense(
  chunks: Chunks,
  reader: ResolvedReader,
  model: VectorSpace,
  vector: Float32Array,
  limit: number,
  signal: AbortSignal,
): Promise<ChunkHit[]> {
  const filters = visibleTo(chunks, reader);
  if (filters === undefined) return [];
  const hits = await distinctHits(limit, async (most) => {
    const { objects } = await chunks.query.nearVector(
      Array.from(vector),
      {
        targetVector: vectorName(model) as never,
        limit: most,
        filters,
        returnMetadata: ["distance"],
        returnProperties: ["document", "version", "ordinal"] as never,
      },
      { abortSignal: signal },
    );
    return {
      given: objects.length,
      hits: objects.map(({ uuid, properties, metadata }) => ({
        ...(properties as unknown as { document: string; version: string; ordinal: number }),
        chunk: uuid,
        score: 1 - (metadata?.distance ?? 1),
      })),
    };
  });
  return hits.map(({ ordinal: _, ...hit }) => hit);
}
