export { askFirst } from "./ask-first.ts";
export { expand } from "./expand.ts";
export { reordered } from "./explain.ts";
export { type FusionRule, fuse } from "./fuse.ts";
export type { QuestionVector, RetrievalSystem, SearchParts, SearchRequest } from "./search.ts";
export { search } from "./search.ts";
