import type {
  Chunk,
  ChunkToStore,
  Claim,
  Embedder,
  EmbeddingCache,
  EmbeddingPriority,
  Lane,
} from "@footnote/contracts";

/** What changed goes ahead of what was only found by comparing, however it is embedded. */
export function priorityOf(lane: Lane): EmbeddingPriority {
  return lane === "change" ? "change" : "background";
}

/** Looked up and hashed in some ten milliseconds; a long document has tens of thousands. */
const CHUNKS_AT_ONCE = 1_000;

/** Of some texts. */
interface Reused {
  /** One per text, in order. */
  readonly vectors: readonly Float32Array[];
  readonly reused: number;
  release(): void;
}

interface Embedded {
  readonly chunks: readonly ChunkToStore[];
  /** How many of them were not embedded for this. */
  readonly reused: number;
  /** To be called when the vectors are stored, or never will be. */
  release(): void;
}

/**
 * Embeds each text once for each access list: what the catalogue holds is read there, and a text that is just being
 * embedded for another document under the same list is waited for, since identical files often arrive together. Nothing
 * is taken from documents with others: both the time and the number of reused chunks would tell what stands in those.
 */
export class EmbeddingReuse {
  readonly #catalogue: EmbeddingCache;
  /** By access list, model and text; there from when someone begins to embed it until that one has stored it. */
  readonly #underWay = new Map<string, Promise<Float32Array>>();

  constructor(catalogue: EmbeddingCache) {
    this.#catalogue = catalogue;
  }

  async embed(
    claim: Claim,
    embedder: Embedder,
    chunks: readonly Chunk[],
    signal: AbortSignal,
  ): Promise<Embedded> {
    const embedded: ChunkToStore[] = [];
    const releases: (() => void)[] = [];
    let reused = 0;
    const release = () => {
      for (const each of releases) each();
    };
    try {
      for (let start = 0; start < chunks.length; start += CHUNKS_AT_ONCE) {
        const some = chunks.slice(start, start + CHUNKS_AT_ONCE);
        const texts = some.map((chunk) => chunk.indexedText);
        const found = await this.#embedSome(claim, embedder, texts, signal);
        releases.push(found.release);
        reused += found.reused;
        some.forEach((chunk, at) => {
          embedded.push({ ...chunk, embedding: found.vectors[at] as Float32Array });
        });
      }
      return { chunks: embedded, reused, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  async #embedSome(
    claim: Claim,
    embedder: Embedder,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Reused> {
    const keyOf = (text: string) => JSON.stringify([claim.tenant, claim.accessList, embedder.model.id, text]);
    const own = new Map<string, PromiseWithResolvers<Float32Array>>();
    const others = new Map<string, Promise<Float32Array>>();
    for (const text of texts) {
      if (own.has(text) || others.has(text)) continue;
      const underWay = this.#underWay.get(keyOf(text));
      if (underWay === undefined) own.set(text, this.#begin(keyOf(text)));
      else others.set(text, underWay);
    }
    const release = () => {
      for (const text of own.keys()) this.#underWay.delete(keyOf(text));
    };
    try {
      const vectors = new Map<string, Float32Array>();
      let embedded = await this.#fill(claim, embedder, [...own.keys()], vectors, signal);
      // Only now: whoever waits for one of ours must not wait for what we wait for.
      for (const [text, vector] of own) vector.resolve(vectors.get(text) as Float32Array);
      const missing = await this.#awaitOthers(others, vectors);
      embedded += await this.#fill(claim, embedder, missing, vectors, signal);
      return {
        vectors: texts.map((text) => vectors.get(text) as Float32Array),
        reused: texts.length - embedded,
        release,
      };
    } catch (error) {
      for (const vector of own.values()) vector.reject(error);
      release();
      throw error;
    }
  }

  #begin(key: string): PromiseWithResolvers<Float32Array> {
    const vector = Promise.withResolvers<Float32Array>();
    // Often nobody else waits for it.
    vector.promise.catch(() => undefined);
    this.#underWay.set(key, vector.promise);
    return vector;
  }

  /** Puts the texts' vectors into the map, from the catalogue or else from the model; says how many from the model. */
  async #fill(
    claim: Claim,
    embedder: Embedder,
    texts: readonly string[],
    vectors: Map<string, Float32Array>,
    signal: AbortSignal,
  ): Promise<number> {
    if (texts.length === 0) return 0;
    const stored = await this.#catalogue.embeddings(claim, texts, embedder.model.id);
    const missing: string[] = [];
    texts.forEach((text, index) => {
      const vector = stored[index];
      if (vector === undefined) missing.push(text);
      else vectors.set(text, vector);
    });
    if (missing.length === 0) return 0;
    const computed = await embedder.embed(missing, {
      as: "passage",
      priority: priorityOf(claim.lane),
      signal,
    });
    missing.forEach((text, index) => {
      const vector = computed[index];
      if (vector === undefined) throw new Error("The embedder returned fewer vectors than texts.");
      vectors.set(text, vector);
    });
    return missing.length;
  }

  /** The texts whose embedding failed for the document that had begun it. */
  async #awaitOthers(
    others: ReadonlyMap<string, Promise<Float32Array>>,
    vectors: Map<string, Float32Array>,
  ): Promise<string[]> {
    const failed: string[] = [];
    for (const [text, promise] of others) {
      try {
        vectors.set(text, await promise);
      } catch {
        failed.push(text);
      }
    }
    return failed;
  }
}
