import { createHash } from "node:crypto";
import type { IngestParts } from "./parts.ts";

/** Names everything that turns an object's bytes into chunks: another pipeline, another version. */
export function pipelineOf(parts: Pick<IngestParts, "parser" | "chunker" | "embedder">): string {
  const { parser, chunker, embedder } = parts;
  return digest(JSON.stringify([parser.version, chunker.strategy, chunker.version, embedder.model.id]));
}

/** A version is its content and the pipeline that read it. */
export function versionOf(pipeline: string, bytes: Uint8Array): string {
  return digest(pipeline, bytes);
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  // 128 bits: enough that no two versions of a document ever meet, short enough to show.
  return hash.digest("hex").slice(0, 32);
}
