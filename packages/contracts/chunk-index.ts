import type { AsOf } from "./as-of.ts";
import type { VectorSpace } from "./embedder.ts";
import type { Reader } from "./reader.ts";

export interface LexicalHit {
  readonly chunk: string;
  readonly score: number;
  /** How many of the question's identifiers the chunk holds; absent where it holds none. */
  readonly identifiers?: number;
}

export interface LexicalResult {
  readonly hits: LexicalHit[];
  /**
   * What the question's own words would score as a chunk: beside it the best hit's score says how much of the question one
   * chunk knows. Words that stand nowhere count for neither.
   */
  readonly ideal: number;
}

/** Finds chunks of live versions that the reader may read; `asOf` a past moment, of those that were live then. */
export interface ChunkIndex {
  /** Best first by BM25. Of identical documents one stands for all. */
  searchLexical(reader: Reader, question: string, limit: number, asOf: AsOf): Promise<LexicalResult>;
  /** Best first by cosine, among the chunks that this model embedded. */
  searchDense(
    reader: Reader,
    model: VectorSpace,
    vector: Float32Array,
    limit: number,
    asOf: AsOf,
  ): Promise<{ chunk: string; score: number }[]>;
}
