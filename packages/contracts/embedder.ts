/** Vectors that compare with each other. */
export interface VectorSpace {
  /** Names the model and its precision, e.g. "all-MiniLM-L6-v2-int8": part of the pipeline hash. */
  readonly id: string;
  readonly dimensions: number;
}

/** What a model says of itself: whoever uses one asks this, and concludes nothing from a number. */
export interface EmbeddingModel extends VectorSpace {
  /** Longest input in tokens, prefix and special tokens included. What lies beyond would be lost, so callers stay below. */
  readonly maxTokens: number;
  /**
   * What tokens of its texts are counted with, by the name that `openTokenCounter` of packages/models knows: "exact" where
   * that is its own tokenizer, "estimated" where another one stands in for it.
   */
  readonly tokenizer: { readonly name: string; readonly counts: "exact" | "estimated" };
  /** What becomes of the tokens' vectors: their mean, the first one's (CLS), or whatever a server makes of them. */
  readonly pooling: "mean" | "cls" | "server";
  /** What the embedder puts before each text, as the model was trained to read it; most often nothing. */
  readonly prefixes: { readonly question: string; readonly passage: string };
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

/**
 * Who waits for a vector: a person who asked, a document that just changed, or nobody in particular. What is more urgent is
 * embedded first, and a question never waits for chunks.
 */
export type EmbeddingPriority = "question" | "change" | "background";

export interface EmbedOptions {
  /** Which prefix the texts get. A question that is too long is cut; of a passage nothing may be lost, so it is refused. */
  readonly as: "question" | "passage";
  readonly priority: EmbeddingPriority;
  readonly signal?: AbortSignal | undefined;
}

/** Vectors are unit length: the inner product is the cosine. */
export interface Embedder {
  readonly model: EmbeddingModel;
  /**
   * One vector per text, in order. Many callers of the same priority take turns.
   * @throws FootnoteError embedding_failed
   */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
}
