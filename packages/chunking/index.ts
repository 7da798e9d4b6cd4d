export type { ChunkLimits } from "./limits.ts";
export type { ChunkingParts, ChunkingSettings, ChunkingStrategy } from "./open.ts";
export { openChunker } from "./open.ts";
export { structureChunker } from "./structure/chunker.ts";
