import { hash } from "node:crypto";
import type { VectorSpace } from "@footnote/contracts";
import type { WeaviateClient } from "weaviate-client";

/** A class as Weaviate's REST interface takes it: all of it is said, so that no default of a server's release decides. */
type Schema = Parameters<WeaviateClient["collections"]["createFromSchema"]>[0];

/** Of both engines: what they are by default. */
export const BM25 = { k1: 1.2, b: 0.75 } as const;

/**
 * BM25's parameters are those of the store's own index, so that a question scores the same in both. Words that are frequent in
 * one language name something in another: none is left out. pgvector's default of 16 links, 32 on the lowest layer; vectors are
 * compared as they are.
 */
export function schemaOf(name: string, models: readonly VectorSpace[]): Schema {
  return {
    class: name,
    description: "Chunks of documents. Made, kept and dropped by Footnote.",
    vectorConfig: Object.fromEntries(
      models.map((model) => [
        vectorName(model),
        {
          vectorizer: { none: {} },
          vectorIndexType: "hnsw",
          vectorIndexConfig: {
            distance: "cosine",
            efConstruction: 128,
            maxConnections: 16,
            filterStrategy: "acorn",
            skipDefaultQuantization: true,
          },
        },
      ]),
    ),
    invertedIndexConfig: { bm25: { ...BM25 }, stopwords: { preset: "none" } },
    replicationConfig: { asyncEnabled: false, deletionStrategy: "TimeBasedResolution" },
    properties: [
      filterable("tenant", "text"),
      filterable("list", "text"),
      filterable("areas", "text[]"),
      filterable("document", "uuid"),
      filterable("version", "text"),
      { name: "ordinal", dataType: ["int"], indexFilterable: false },
      searchable("terms"),
      searchable("sectionTerms"),
    ],
  };
}

function filterable(name: string, type: "text" | "text[]" | "uuid") {
  // A text is compared whole, and nobody searches in it.
  const asText = type === "uuid" ? {} : { tokenization: "field" as const, indexSearchable: false };
  return { name, dataType: [type], indexFilterable: true, ...asText };
}

function searchable(name: string) {
  return {
    name,
    dataType: ["text"],
    tokenization: "whitespace" as const,
    indexFilterable: false,
    indexSearchable: true,
  };
}

/** Tells apart collections that hold the same chunks in another form. */
export function formOf(models: readonly VectorSpace[]): string {
  return hash("sha256", JSON.stringify(schemaOf("", models)), "hex").slice(0, 16);
}

/** A name as Weaviate allows one. */
export function vectorName({ id }: Pick<VectorSpace, "id">): string {
  return `model_${hash("sha256", id, "hex").slice(0, 16)}`;
}
