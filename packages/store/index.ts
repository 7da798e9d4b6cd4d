export { type Moved, type MoveProgress, moveStore } from "./moving/move.ts";
export { openPgStore } from "./pg/open.ts";
export { openPgliteStore } from "./pglite/open.ts";
export { documentId } from "./postgres/connection/identifier.ts";
export { openWeaviateIndex, type WeaviateOptions } from "./weaviate/open.ts";
