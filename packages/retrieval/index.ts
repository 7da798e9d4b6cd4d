export { expand } from "./expand.ts";
export type { FusionRule } from "./fuse.ts";
export type { QuestionVector, RetrievalSystem, SearchRequest } from "./search.ts";
export { search } from "./search.ts";
