import type { Candidate, PassageStore, Reader } from "@footnote/contracts";
import { withoutRepeats } from "./distinct.ts";
import { type FusedHit, type FusionRule, fuse, type LegHit } from "./fuse.ts";

/** How many candidates each leg contributes. */
export const LEG_DEPTH = 100;

const NO_HITS = { hits: [], ideal: 0 };

export type RetrievalSystem = "lexical" | "dense" | "hybrid";

export interface SearchRequest {
  readonly question: string;
  /** The question's embedding; a purely lexical search does without. */
  readonly questionVector: Float32Array | undefined;
  readonly limit: number;
  readonly fusion: FusionRule;
  /** Which legs run; "hybrid" is both. */
  readonly system: RetrievalSystem;
}

/** The chunks of live versions that answer the question best and that the reader may read, best first. */
export async function search(
  store: PassageStore,
  reader: Reader,
  request: SearchRequest,
): Promise<Candidate[]> {
  const { question, questionVector, system, fusion } = request;
  const [lexical, dense] = await Promise.all([
    system === "dense" ? NO_HITS : store.searchLexical(reader, question, LEG_DEPTH),
    system === "lexical" || questionVector === undefined
      ? []
      : store.searchDense(reader, questionVector, LEG_DEPTH),
  ]);
  const { hits, description } =
    system === "hybrid"
      ? fuse(fusion, lexical, dense)
      : {
          hits: single(system, system === "lexical" ? lexical.hits : dense),
          description: `${system} score alone`,
        };
  let candidates: Candidate[] = [];
  // Repeats are known only once their text is read, and most often there are none: read about as many as asked.
  for (let start = 0; start < hits.length && candidates.length < request.limit; start += request.limit) {
    const page = await read(store, reader, hits.slice(start, start + request.limit), description);
    candidates = withoutRepeats([...candidates, ...page]);
  }
  return candidates.slice(0, request.limit);
}

function single(leg: "lexical" | "dense", hits: readonly LegHit[]): FusedHit[] {
  return hits.map((hit, index) => ({
    chunk: hit.chunk,
    fused: hit.score,
    [leg]: { rank: index + 1, score: hit.score },
  }));
}

async function read(
  store: PassageStore,
  reader: Reader,
  hits: readonly FusedHit[],
  fusion: string,
): Promise<Candidate[]> {
  const passages = await store.passages(
    reader,
    hits.map((hit) => hit.chunk),
  );
  const byChunk = new Map(passages.map((passage) => [passage.chunk, passage]));
  return hits.flatMap(({ chunk, fused, ...legs }) => {
    // Between the legs and this read a document may have changed: what is no longer live is left out.
    const passage = byChunk.get(chunk);
    return passage === undefined ? [] : [{ ...passage, score: fused, explain: { ...legs, fusion, fused } }];
  });
}
