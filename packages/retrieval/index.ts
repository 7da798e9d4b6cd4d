export { askFirst } from "./ask-first.ts";
export { expand } from "./expand.ts";
export { type FusionRule, fuse } from "./fuse.ts";
export { asSearchOrdered, type Reranked, type RerankRule, rerank } from "./rerank.ts";
export type { QuestionVector, RetrievalSystem, SearchParts, SearchRequest } from "./search.ts";
export { search } from "./search.ts";
