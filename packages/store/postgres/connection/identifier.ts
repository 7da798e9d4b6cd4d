import { createHash } from "node:crypto";
import { v5 } from "uuid";

/** Namespace of Footnote's own name-based identifiers (RFC 9562, version 5). */
const NAMESPACE = "6f0c9c5e-6f6f-5d0b-9b1e-f00740740001";

/** The same tenant, bucket and key always give the same document. */
export function documentId(tenant: string, bucket: string, key: string): string {
  return v5(JSON.stringify([tenant, bucket, key]), NAMESPACE);
}

/** The same chunk of the same version always gets the same row, so that inserting it twice is harmless. */
export function chunkId(document: string, version: string, ordinal: number): string {
  return v5(JSON.stringify([document, version, ordinal]), NAMESPACE);
}

/** What a chunk's vector was made from; of one tenant, so that nobody learns what another one has. */
export function embeddingKey(tenant: string, model: string, indexedText: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([tenant, model, indexedText]))
    .digest("hex");
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
