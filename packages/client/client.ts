import { type Asking, askingOver } from "./asking.ts";
import { callOver } from "./call.ts";
import { type Documents, documentsOver } from "./documents.ts";
import { type Files, filesOver } from "./files.ts";
import { type Kept, keptOver } from "./kept.ts";
import { type Running, runningOver } from "./running.ts";
import { type Send, sendTo } from "./send.ts";

/**
 * A Footnote as programs, commands and its own pages speak to it. Everything rejects with a FootnoteError: its code says what
 * happened, its message what is wrong, its action what to do; `retryable` of ERROR_CODES whether trying again can help. Where a
 * signal ends a request, with its reason.
 */
export interface FootnoteClient extends Asking, Documents, Files, Kept, Running {}

/** @example const answer = await openFootnote("http://localhost:8080").ask("Who approves trips abroad?"); */
export function openFootnote(url: string): FootnoteClient {
  return clientOver(sendTo(url));
}

export function clientOver(send: Send): FootnoteClient {
  const call = callOver(send);
  return {
    ...askingOver(call),
    ...documentsOver(call),
    ...filesOver(call),
    ...keptOver(call),
    ...runningOver(call),
  };
}
