import type { TokenCounter } from "@footnote/contracts";

/** The vectors of texts that a chunker compares. */
export interface PassageEmbedder {
  embedChunks(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}

/** What every strategy keeps to. */
export interface ChunkLimits {
  readonly tokens: TokenCounter;
  /** Most tokens of a chunk's `indexedText`, heading path included, the model's special tokens not. */
  readonly maxTokens: number;
  /** About the most tokens of a chunk's parent. */
  readonly parentTokens: number;
}
