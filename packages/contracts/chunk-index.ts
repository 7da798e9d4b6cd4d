import type { AsOf } from "./as-of.ts";
import type { Change } from "./change-log.ts";
import type { VectorSpace } from "./embedder.ts";
import type { ResolvedReader } from "./reader.ts";

export interface ChunkHit {
  readonly chunk: string;
  readonly document: string;
  readonly version: string;
  /** Higher is better: BM25 of the chunk and its section (lexical), or cosine (dense). */
  readonly score: number;
  /** How many of the question's identifiers the chunk holds; absent where it holds none, or the index does not tell. */
  readonly identifiers?: number;
}

export interface LexicalResult {
  readonly hits: ChunkHit[];
  /**
   * What the question's own words would score as a chunk: beside it the best hit's score says how much of the question one
   * chunk knows. Words that stand nowhere count for neither. 0 where the index does not tell.
   */
  readonly ideal: number;
}

/** What an index can do, as data: whoever uses one asks this and never which one it is. */
export interface IndexCapabilities {
  /** Whether it finds what was live at a past moment. */
  readonly asOf: boolean;
  /** Whether lexical results say what is ideal. */
  readonly idealScore: boolean;
  /**
   * How it learns of changes. "transaction": it is written with what it indexes. "changes": it is told of them afterwards,
   * and until then finds what was.
   */
  readonly follows: "transaction" | "changes";
}

/**
 * Finds chunks. What it finds is only a hint: whoever shows it reads it from the `PassageReader` first, which knows what is
 * live and who may read it now. So an index that lags, or that was not told of a permission yet, costs results and never
 * shows anything; it still filters by the reader, since what it drops only afterwards would push out what can be read.
 */
export interface ChunkIndex {
  readonly capabilities: IndexCapabilities;
  /** Best first by the question's words. Of identical documents one stands for all. */
  lexical(
    reader: ResolvedReader,
    question: string,
    limit: number,
    asOf: AsOf,
    signal?: AbortSignal,
  ): Promise<LexicalResult>;
  /** Best first by cosine, among the chunks that this model embedded. Of identical documents one stands for all. */
  dense(
    reader: ResolvedReader,
    model: VectorSpace,
    vector: Float32Array,
    limit: number,
    asOf: AsOf,
    signal?: AbortSignal,
  ): Promise<ChunkHit[]>;
  /**
   * Whether it finds all that was live when this was asked: what is found before that is not for keeping.
   * @throws FootnoteError unavailable where it cannot be searched now, or is so far behind that another index is to be
   */
  isCurrent(signal?: AbortSignal): Promise<boolean>;
  /** Takes over these changes, in order, from a `ChangeLog`. Applying them twice does what applying them once does. */
  apply(changes: readonly Change[]): Promise<void>;
}
