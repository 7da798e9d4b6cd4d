import type { Candidate } from "./candidate.ts";
import type { ChunkHit } from "./chunk-index.ts";
import type { Explanation } from "./explanation.ts";

/** A chunk that a leg found, whether or not it is among the candidates. */
export interface RankedChunk extends Pick<ChunkHit, "chunk" | "document" | "version"> {
  readonly explanation: Explanation;
}

export interface DocumentVersion {
  readonly document: string;
  readonly version: string;
}

/** Scores of the best and the last hit of a leg, and what its best hit counts in the fused score. */
export interface LegRange {
  readonly best: number;
  readonly least: number;
  readonly weight: number;
}

/**
 * What a chunk that arrives would have to reach to be among the candidates of a search, as far as the scores tell: a leg's
 * best hit beaten, or a fused score. That is, over the legs, the sum of weight * (score - least) / (best - least), each at
 * least 0, where the chunk is found by that leg at all.
 */
export interface CandidateBar {
  /** The fused score of the last candidate. */
  readonly fused: number;
  /** Null where the leg found nothing, or was not asked. */
  readonly lexical: LegRange | null;
  readonly dense: LegRange | null;
}

/** What a search found, and all that later stages, a cache and an evaluation need to know of how. */
export interface SearchResult {
  /** Best first, as many as were asked for; the same passage comes once, with all its places. */
  readonly candidates: readonly Candidate[];
  /** All that the legs found, fused, best first: candidates and what was dropped, such as repeats and what changed meanwhile. */
  readonly ranking: readonly RankedChunk[];
  /** What the result rests on: it may be another one as soon as any of this is. */
  readonly read: {
    /** Each document and version once: of every hit, shown or dropped, and of every place. */
    readonly versions: readonly DocumentVersion[];
    /** Of the reader, as in `ResolvedReader`: whoever sees the same lists gets the same result. */
    readonly lists: readonly string[];
    /** Ids of the models that the question was embedded with for it. */
    readonly models: readonly string[];
    /**
     * The score of the last hit of each leg ("lexical", or the model's id). A new chunk that scores less would change
     * nothing. Null where the leg had room for more: any chunk that it finds at all would be among them.
     */
    readonly floors: Readonly<Record<string, number | null>>;
    /**
     * The same for the candidates, of which there are fewer than hits. Null where there was room for more of them, or where
     * scores do not tell, as those of an index outside of the store: any chunk that is found at all may be among them.
     */
    readonly bar: CandidateBar | null;
    /**
     * False where something that was found could not be read any more: it may be readable again in a moment. And where the index
     * was yet to be told of something that had changed.
     */
    readonly isWhole: boolean;
  };
}
