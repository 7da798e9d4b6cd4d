import { createHash } from "node:crypto";
import type { Embedder, EmbedOptions } from "@footnote/contracts";
import { LRUCache } from "lru-cache";

/** Some 16,000 units of 384 dimensions. */
const MOST_BYTES = 32 * 2 ** 20;
/** Of an entry beside its vector: digest, node of the list, handle. */
const ENTRY_BYTES = 400;

/**
 * The same embedder, which keeps the vectors of passages: everybody's questions lead to the same ones, and to compare a question
 * with twenty units is most of what an answer computes. By the digest of the text, so that nothing of a document that is gone
 * can be read from it, and least recently used first to go. Questions are not kept.
 */
export function withKnownVectors(
  embedder: Embedder,
  options: { readonly mostBytes?: number } = {},
): Embedder {
  const known = new LRUCache<string, Float32Array>({
    maxSize: options.mostBytes ?? MOST_BYTES,
    sizeCalculation: (vector) => vector.byteLength + ENTRY_BYTES,
  });
  const embedPassages = async (texts: readonly string[], how: EmbedOptions): Promise<Float32Array[]> => {
    const digests = texts.map(digestOf);
    const vectors = digests.map((digest) => known.get(digest));
    const unknown = [...vectors.keys()].filter((at) => vectors[at] === undefined);
    if (unknown.length === 0) return vectors as Float32Array[];
    const embedded = await embedder.embed(
      unknown.map((at) => texts[at] as string),
      how,
    );
    for (const [nth, at] of unknown.entries()) {
      const vector = embedded[nth] as Float32Array;
      vectors[at] = vector;
      known.set(digests[at] as string, vector);
    }
    return vectors as Float32Array[];
  };
  return {
    model: embedder.model,
    embed: (texts, how) => (how.as === "passage" ? embedPassages(texts, how) : embedder.embed(texts, how)),
    close: () => embedder.close(),
  };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
