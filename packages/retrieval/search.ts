import type {
  AsOf,
  Candidate,
  ChunkHit,
  ChunkIndex,
  EmbeddingModel,
  PassageReader,
  RankedChunk,
  Reader,
  ResolvedReader,
  SearchResult,
  VectorSpace,
} from "@footnote/contracts";
import { askFirst } from "./ask-first.ts";
import { barOf } from "./bar.ts";
import { withoutRepeats } from "./distinct.ts";
import { explain } from "./explain.ts";
import { alone, type FusedHit, type FusionRule, fuse } from "./fuse.ts";
import { LEG_DEPTH } from "./leg-depth.ts";
import { readOf } from "./read.ts";

/** Of each passage: the same file may lie in thousands of places. */
const MOST_PLACES = 20;

const NO_HITS = { hits: [], ideal: 0 };

export type RetrievalSystem = "lexical" | "dense" | "hybrid";

/** The question as one model embeds it. */
export interface QuestionVector {
  readonly model: VectorSpace & Pick<EmbeddingModel, "cosines">;
  readonly vector: Float32Array;
}

export interface SearchParts {
  /** From the one that is asked first. Each question goes to the first that can answer it. */
  readonly indexes: readonly ChunkIndex[];
  /** Where what an index found is read. */
  readonly passages: Pick<PassageReader, "passages">;
}

export interface SearchRequest {
  readonly question: string;
  /** One for each model that is searched; a purely lexical search does without. */
  readonly questionVectors: readonly QuestionVector[];
  readonly limit: number;
  readonly fusion: FusionRule;
  /** What words count in it, 0 to 1 (default: one half); the vectors count the rest. */
  readonly lexicalWeight?: number;
  /** Which legs run; "hybrid" is both. */
  readonly system: RetrievalSystem;
  readonly asOf: AsOf;
  readonly signal?: AbortSignal;
}

/**
 * The chunks that answer the question best and that the reader may read, best first: of the versions that are live, or
 * that were live at `asOf`. The same passage comes once, with all its places.
 */
export async function search(
  parts: SearchParts,
  reader: ResolvedReader,
  request: SearchRequest,
): Promise<SearchResult> {
  const { question, questionVectors, system, fusion, lexicalWeight, asOf, signal } = request;
  signal?.throwIfAborted();
  const { index, isCurrent, lexical, dense } = await askFirst(parts.indexes, asOf, async (index) => {
    // Before it is searched: what it was told of after that may not be among the hits.
    const isCurrent = await index.isCurrent(signal);
    const [lexical, dense] = await Promise.all([
      system === "dense" ? NO_HITS : index.lexical(reader, question, LEG_DEPTH, asOf, signal),
      Promise.all(
        (system === "lexical" ? [] : questionVectors).map(async ({ model, vector }) => ({
          model: model.id,
          hits: await index.dense(reader, model, vector, LEG_DEPTH, asOf, signal),
          ...(model.cosines && { cosines: model.cosines }),
        })),
      ),
    ]);
    return { index, isCurrent, lexical, dense };
  });
  const { hits, description, weights } =
    system === "hybrid" ? fuse(fusion, lexical, dense, lexicalWeight) : alone(system, lexical, dense);
  const ranked = hits.map((hit, at) => ({ ...hit, explanation: explain(hit, at + 1, description) }));
  const { candidates, isWhole } = await candidatesOf(parts.passages, reader, ranked, request);
  signal?.throwIfAborted();
  return {
    candidates,
    ranking: rankingOf(ranked, [lexical, ...dense]),
    read: {
      lists: reader.lists,
      ...readOf(system === "dense" ? [] : [lexical], dense, candidates, LEG_DEPTH),
      // What arrives is scored by the store, and another engine's scores are on another scale.
      bar:
        index.capabilities.follows === "transaction"
          ? barOf(lexical, dense, weights, candidates, request.limit)
          : null,
      isWhole: isWhole && isCurrent,
    },
  };
}

function rankingOf(
  ranked: readonly Ranked[],
  legs: readonly { readonly hits: readonly ChunkHit[] }[],
): RankedChunk[] {
  const hits = new Map(legs.flatMap((leg) => leg.hits.map((hit) => [hit.chunk, hit])));
  return ranked.flatMap(({ chunk, explanation }) => {
    const hit = hits.get(chunk);
    return hit === undefined ? [] : [{ chunk, document: hit.document, version: hit.version, explanation }];
  });
}

type Ranked = FusedHit & Pick<Candidate, "explanation">;

/**
 * R3: whatever is shown was read at one moment. Repeats are known only once their text is read, and most often there are
 * few: half as many again as are asked for are read, and where that is not enough all of them, anew.
 */
async function candidatesOf(
  passages: SearchParts["passages"],
  reader: Reader,
  hits: readonly Ranked[],
  { limit, asOf, signal }: SearchRequest,
): Promise<{ candidates: Candidate[]; isWhole: boolean }> {
  for (let most = Math.ceil(limit * 1.5); ; most = hits.length) {
    signal?.throwIfAborted();
    const asked = hits.slice(0, most);
    const { candidates, isWhole } = await read(passages, reader, asked, asOf);
    if (candidates.length >= limit || most >= hits.length)
      return { candidates: candidates.slice(0, limit), isWhole };
  }
}

async function read(
  store: SearchParts["passages"],
  reader: Reader,
  hits: readonly Ranked[],
  asOf: AsOf,
): Promise<{ candidates: Candidate[]; isWhole: boolean }> {
  const passages = await store.passages(
    reader,
    hits.map((hit) => hit.chunk),
    asOf,
  );
  const byChunk = new Map(passages.map((passage) => [passage.chunk, passage]));
  const candidates = hits.flatMap(({ chunk, score, explanation }): Candidate[] => {
    // Between the legs and this read a document may have changed: what is no longer live is left out.
    const passage = byChunk.get(chunk);
    if (passage === undefined) return [];
    const { document, bucket, key } = passage;
    // In the past it may have held the passage and hold it no more.
    const own = { document, bucket, key };
    return [{ ...passage, places: [own, ...passage.places], score, explanation }];
  });
  return {
    candidates: withoutRepeats(candidates, MOST_PLACES),
    isWhole: candidates.length === hits.length,
  };
}
