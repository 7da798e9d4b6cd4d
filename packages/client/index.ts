export type {
  AnswerEvent,
  Asking,
  AskOptions,
  FoundPassage,
  SearchOptions,
  Start,
} from "./asking.ts";
export { clientOver, type FootnoteClient, openFootnote } from "./client.ts";
export {
  type About,
  type DocumentFilter,
  originalPath,
  pagePath,
  type RunningStatus,
  type TextPlace,
} from "./documents.ts";
export type { DeadLetterPage, UploadOptions } from "./files.ts";
export type {
  ConversationPage,
  ShownQuality,
  ShownQuestion,
  Thread,
  ToReview,
  UnansweredPage,
} from "./kept.ts";
export type { CacheFigures, WatchedBucket, Watching } from "./running.ts";
export { accepted, type Send, sendTo } from "./send.ts";
