export { type Moved, type MoveProgress, moveStore } from "./moving/move.ts";
export { openPgStore } from "./pg/open.ts";
export { INDEX_FOLDER, openPgliteStore } from "./pglite/open.ts";
export { documentId } from "./postgres/connection/identifier.ts";
export type { WeaviateOptions } from "./weaviate/open.ts";

/** Loaded for whoever has one: its client takes 44 MB and a third of a second. */
export const openWeaviateIndex: typeof import("./weaviate/open.ts").openWeaviateIndex = async (options) =>
  (await import("./weaviate/open.ts")).openWeaviateIndex(options);
