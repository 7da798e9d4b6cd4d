import type { Lane } from "./lane.ts";

export interface EmbeddingModel {
  /** Names the model and its precision, e.g. "all-MiniLM-L6-v2-int8": part of the pipeline hash. */
  readonly id: string;
  readonly dimensions: number;
  /** Longest input in tokens, special tokens included. What lies beyond would be lost, so callers stay below. */
  readonly maxTokens: number;
  /**
   * What its cosines mean: that of a question with passages which have nothing to do with it, and from which on a passage is
   * sure to be about it. Absent where nobody measured it.
   */
  readonly cosines?: { readonly unrelated: number; readonly related: number };
}

export interface TokenCounter {
  /** Tokens of the text without special tokens. count(a) + count(b) = count(a + " " + b). */
  count(text: string): number;
}

/** Vectors are unit length: the inner product is the cosine. */
export interface Embedder {
  readonly model: EmbeddingModel;
  /**
   * One vector per text, in order. Many callers at once take turns, those of the lane "change" before all others.
   * @throws FootnoteError embedding_failed
   */
  embedChunks(texts: readonly string[], signal?: AbortSignal, lane?: Lane): Promise<Float32Array[]>;
  /** Served ahead of chunks, so that a question does not wait for a batch. A longer question is cut at maxTokens. */
  embedQuestion(text: string, signal?: AbortSignal): Promise<Float32Array>;
  close(): Promise<void>;
}
