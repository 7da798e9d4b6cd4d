export { clientOver, type FootnoteClient, openFootnote } from "./client.ts";
export { accepted, type Send, sendTo } from "./send.ts";
export type {
  AskOptions,
  DeadLetterPage,
  FoundPassage,
  RunningStatus,
  SearchOptions,
  UploadOptions,
} from "./shapes.ts";
