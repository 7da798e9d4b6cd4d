import { hash } from "node:crypto";
import type { Area, ChunkToIndex, LiveDocument } from "@footnote/contracts";

/** What is kept of a chunk: nothing of what it says but its terms, since texts are read from the store. */
export interface ChunkProperties {
  readonly tenant: string;
  readonly list: string;
  /** See areasOf. */
  readonly areas: readonly string[];
  readonly document: string;
  readonly version: string;
  readonly ordinal: number;
  readonly terms: string;
  readonly sectionTerms: string;
}

export function propertiesOf(
  { tenant, list, bucket, key }: LiveDocument,
  { document, version, ordinal, terms, sectionTerms }: ChunkToIndex,
): ChunkProperties {
  return { tenant, list, areas: areasOf(bucket, key), document, version, ordinal, terms, sectionTerms };
}

/** The bucket, each folder above a document, and the document itself: whatever a search may be narrowed to. */
export function areasOf(bucket: string, key: string): string[] {
  const folders = [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index));
  const paths = ["", ...folders.filter((path) => path !== ""), key];
  return paths.map((path) => areaName({ bucket, path }));
}

/** A path may be long, end in spaces that Weaviate cuts off, and have hundreds of folders above it: each takes 16 characters. */
export function areaName({ bucket, path }: Area): string {
  return hash("sha256", JSON.stringify([bucket, path]), "base64url").slice(0, 16);
}
