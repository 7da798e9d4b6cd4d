export type { StructureChunkerOptions } from "./structure/chunker.ts";
export { structureChunker } from "./structure/chunker.ts";
