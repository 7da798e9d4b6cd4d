export { openQueryService, type QueryService } from "./app.ts";
export { openCacheOperations } from "./caching/operations.ts";
export { openCachingStage } from "./caching/stage.ts";
export type { Identify } from "./caller.ts";
export { openExampleQuestions } from "./example-questions.ts";
export { findIn } from "./find.ts";
export type { QueryParts } from "./parts.ts";
export {
  type AnswerEvent,
  openQuestionPath,
  type QuestionPath,
  type QuestionStages,
} from "./question-path.ts";
