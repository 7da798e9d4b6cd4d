import type { AskedTerms, ChunkHit, ResolvedReader } from "@footnote/contracts";
import { type Chunks, visibleTo } from "./collection.ts";
import { distinctHits } from "./hits.ts";
import { BM25 } from "./schema.ts";

/**
 * Weaviate leaves this factor out of BM25, which changes no order. What a score is compared with, how much of the question its best
 * hit knows, has it.
 */
const SCALE = BM25.k1 + 1;
/** Of one section there are about so many chunks, and each of them is found by its section's words. */
const CHUNKS_OF_A_SECTION = 4;

interface Scored {
  readonly chunk: string;
  readonly score: number;
  readonly properties: { document: string; version: string; ordinal: number; terms?: string };
}

/**
 * Best first by words. The score is made as the store's own index makes it: the mean of the BM25 of the chunk and of the section
 * around it, each asked for by itself, since Weaviate leaves out of a sum what one of them finds too far down.
 */
export async function searchLexical(
  chunks: Chunks,
  reader: ResolvedReader,
  { query, identifiers }: AskedTerms,
  limit: number,
  signal: AbortSignal,
): Promise<ChunkHit[]> {
  const filters = visibleTo(chunks, reader);
  if (filters === undefined || query === "") return [];
  const scored = async (property: string, most: number, returned: readonly string[]): Promise<Scored[]> => {
    const { objects } = await chunks.query.bm25(
      query,
      {
        queryProperties: [property] as never,
        limit: most,
        filters,
        returnMetadata: ["score"],
        returnProperties: returned as never,
      },
      { abortSignal: signal },
    );
    return objects.map(({ uuid, properties, metadata }) => ({
      chunk: uuid,
      score: SCALE * (metadata?.score ?? 0),
      properties: properties as unknown as Scored["properties"],
    }));
  };
  const told = ["document", "version", "ordinal", ...(identifiers.length > 0 ? ["terms"] : [])];
  const hits = await distinctHits(limit, async (most) => {
    const [own, around] = await Promise.all([
      scored("terms", most, told),
      scored("sectionTerms", most * CHUNKS_OF_A_SECTION, []),
    ]);
    const sections = new Map(around.map(({ chunk, score }) => [chunk, score]));
    // A section that was not reached scores at most what the last one scores.
    const unreached = around.length < most * CHUNKS_OF_A_SECTION ? 0 : (around.at(-1)?.score ?? 0);
    return {
      given: own.length,
      hits: own.map(({ chunk, score, properties: { terms, ...properties } }) => ({
        ...properties,
        chunk,
        score: (score + (sections.get(chunk) ?? unreached)) / 2,
        held: countHeld(identifiers, terms),
      })),
    };
  });
  return hits.map(({ ordinal: _, held, ...hit }) => ({ ...hit, ...(held > 0 && { identifiers: held }) }));
}

/** How many of the identifiers a chunk with these terms holds. */
function countHeld(identifiers: AskedTerms["identifiers"], terms = ""): number {
  const held = new Set(identifiers.length === 0 ? [] : terms.split(" "));
  return identifiers.filter((forms) => forms.some((form) => held.has(form))).length;
}
