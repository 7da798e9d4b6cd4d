import type { Claim } from "./claim.ts";

/** Vectors that were computed before. */
export interface EmbeddingCache {
  /**
   * The vectors that are stored for these texts, by position; undefined where there is none. Only those of the document
   * itself and of documents under the same access list: a vector that was there already tells that its text was.
   */
  embeddings(
    document: Pick<Claim, "tenant" | "document" | "accessList">,
    indexedTexts: readonly string[],
    model: string,
  ): Promise<(Float32Array | undefined)[]>;
}
