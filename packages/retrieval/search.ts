import type {
  AsOf,
  Candidate,
  ChunkIndex,
  EmbeddingModel,
  PassageReader,
  Reader,
  VectorSpace,
} from "@footnote/contracts";
import { joinPlaces, withoutRepeats } from "./distinct.ts";
import { alone, type FusedHit, type FusionRule, fuse } from "./fuse.ts";

/** How many candidates each leg contributes. */
export const LEG_DEPTH = 100;

/** Of each passage: the same file may lie in thousands of places. */
const MOST_PLACES = 20;

const NO_HITS = { hits: [], ideal: 0 };

export type RetrievalSystem = "lexical" | "dense" | "hybrid";

/** The question as one model embeds it. */
export interface QuestionVector {
  readonly model: VectorSpace & Pick<EmbeddingModel, "cosines">;
  readonly vector: Float32Array;
}

export interface SearchRequest {
  readonly question: string;
  /** One for each model that is searched; a purely lexical search does without. */
  readonly questionVectors: readonly QuestionVector[];
  readonly limit: number;
  readonly fusion: FusionRule;
  /** Which legs run; "hybrid" is both. */
  readonly system: RetrievalSystem;
  readonly asOf: AsOf;
  /** Looked at before each question to the store: a statement that runs is not interrupted. */
  readonly signal?: AbortSignal;
}

/**
 * The chunks that answer the question best and that the reader may read, best first: of the versions that are live, or
 * that were live at `asOf`. The same passage comes once, with all its places.
 */
export async function search(
  store: ChunkIndex & PassageReader,
  reader: Reader,
  request: SearchRequest,
): Promise<Candidate[]> {
  const { question, questionVectors, system, fusion, asOf, signal } = request;
  signal?.throwIfAborted();
  const [lexical, dense] = await Promise.all([
    system === "dense" ? NO_HITS : store.searchLexical(reader, question, LEG_DEPTH, asOf),
    Promise.all(
      (system === "lexical" ? [] : questionVectors).map(async ({ model, vector }) => ({
        hits: await store.searchDense(reader, model, vector, LEG_DEPTH, asOf),
        ...(model.cosines && { cosines: model.cosines }),
      })),
    ),
  ]);
  const { hits, description } =
    system === "hybrid" ? fuse(fusion, lexical, dense) : alone(system, lexical, dense);
  let candidates: Candidate[] = [];
  // Repeats are known only once their text is read, and most often there are none: read about as many as asked.
  for (let start = 0; start < hits.length && candidates.length < request.limit; start += request.limit) {
    signal?.throwIfAborted();
    const page = await read(store, reader, hits.slice(start, start + request.limit), description, asOf);
    candidates = withoutRepeats(ofOneVersionEach([...candidates, ...page]));
  }
  signal?.throwIfAborted();
  return withPlaces(store, reader, candidates.slice(0, request.limit));
}

/** R3: each page is read by itself, and a document may change between two of them. Those read first stay together. */
function ofOneVersionEach(candidates: readonly Candidate[]): Candidate[] {
  const versions = new Map<string, string>();
  return candidates.filter(({ document, version }) => {
    if (!versions.has(document)) versions.set(document, version);
    return versions.get(document) === version;
  });
}

async function read(
  store: PassageReader,
  reader: Reader,
  hits: readonly FusedHit[],
  fusion: string,
  asOf: AsOf,
): Promise<Candidate[]> {
  const passages = await store.passages(
    reader,
    hits.map((hit) => hit.chunk),
    asOf,
  );
  const byChunk = new Map(passages.map((passage) => [passage.chunk, passage]));
  return hits.flatMap(({ chunk, fused, score, ...legs }) => {
    // Between the legs and this read a document may have changed: what is no longer live is left out.
    const passage = byChunk.get(chunk);
    if (passage === undefined) return [];
    const { document, bucket, key } = passage;
    return [
      {
        ...passage,
        places: [{ document, bucket, key }],
        score,
        explain: { ...legs, fusion, fused },
      },
    ];
  });
}

/** Adds the documents that are identical to each candidate's: those are found by one of them alone. */
async function withPlaces(
  store: PassageReader,
  reader: Reader,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const identical = await store.places(reader, [...new Set(candidates.map(({ version }) => version))]);
  return candidates.map((candidate) => {
    const places = joinPlaces(candidate.places, identical.get(candidate.version) ?? []);
    const own = places.filter(({ document }) => document === candidate.document);
    const others = places.filter(({ document }) => document !== candidate.document);
    return {
      ...candidate,
      places: places.length <= MOST_PLACES ? places : joinPlaces(own, others.slice(0, MOST_PLACES - 1)),
    };
  });
}
