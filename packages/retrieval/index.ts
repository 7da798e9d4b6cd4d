export { expand } from "./expand.ts";
export { type FusionRule, fuse } from "./fuse.ts";
export type { QuestionVector, RetrievalSystem, SearchRequest } from "./search.ts";
export { search } from "./search.ts";
