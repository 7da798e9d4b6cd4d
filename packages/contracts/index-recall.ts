import type { VectorSpace } from "./embedder.ts";
import type { Reader } from "./reader.ts";

export interface IndexRecallOptions {
  /** How many nearest chunks are compared. */
  readonly limit: number;
  /** How many candidates the index keeps while it searches: HNSW's ef. */
  readonly efs: readonly number[];
  /** Readers who may read this share of the documents, above 0 and at most 1. */
  readonly shares: readonly number[];
  /** As if this share of the rows were of versions that are gone, above 0 and below 1, for somebody who may read all. */
  readonly gone: readonly number[];
  onProgress?(done: number, of: number): void;
  readonly signal?: AbortSignal;
}

/** One way to search, over all questions. */
export interface IndexRecallRow {
  readonly share: number;
  /** 0 where all rows count that can be found. */
  readonly gone: number;
  readonly ef: number;
  /** Of what an exact comparison finds nearest, the share that the index finds, 0 to 1: a mean. What lies equally near counts as found. */
  readonly recall: number;
  /** Of the worst question. */
  readonly worst: number;
  /** Of one search by the index, and of comparing every vector: medians. */
  readonly milliseconds: number;
  readonly exactMilliseconds: number;
}

export interface IndexRecall {
  /** Chunks that can be found, and rows that the index holds: the others belong to versions that are not live, or to nobody's. */
  readonly chunks: number;
  readonly rows: number;
  readonly questions: number;
  readonly measured: readonly IndexRecallRow[];
}

/** Says how much an approximate index of vectors misses, on the data that it holds. Reads and writes nothing else. */
export interface IndexProbe {
  /** Vectors of chunks that the reader may read, drawn evenly and always the same. */
  sample(reader: Reader, model: VectorSpace, count: number): Promise<Float32Array[]>;
  recall(
    reader: Reader,
    model: VectorSpace,
    vectors: readonly Float32Array[],
    options: IndexRecallOptions,
  ): Promise<IndexRecall>;
}
