import type { Conversation, Feedback, KeptQuestion, UnansweredQuestion } from "@footnote/contracts";
import { request, requestJson } from "./request.ts";

const asJson = (method: string, body: object): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const answerPath = (answer: string) => `/api/answers/${encodeURIComponent(answer)}/feedback`;
const apiPathOf = (conversation: string) => `/api/conversations/${encodeURIComponent(conversation)}`;

/** Says what one thinks of an answer; null takes it back. */
export async function sendFeedback(answer: string, feedback: Feedback | null): Promise<void> {
  await request(answerPath(answer), feedback === null ? { method: "DELETE" } : asJson("PUT", feedback));
}

export interface ConversationList {
  /** How many days a question is kept; 0: not at all. */
  readonly keptDays: number;
  readonly conversations: readonly Conversation[];
  readonly next: string | null;
}

export function fetchConversations(
  page: { readonly holding: string; readonly before?: string; readonly limit?: number },
  signal: AbortSignal,
): Promise<ConversationList> {
  const query = new URLSearchParams({ limit: String(page.limit ?? 30) });
  if (page.holding) query.set("holding", page.holding);
  if (page.before) query.set("before", page.before);
  return requestJson(`/api/conversations?${query}`, { signal });
}

/** A question as whoever looks may see it: of an answer that rests on what they may not read, only that there is one. */
export type ShownQuestion =
  | ({ readonly shown: true } & KeptQuestion)
  | { readonly shown: false; readonly id: string; readonly at: string; readonly question?: string };

export interface Thread {
  /** Whether others can open it. */
  readonly isShared: boolean;
  /** Oldest first. */
  readonly questions: readonly ShownQuestion[];
}

export function fetchConversation(conversation: string, signal: AbortSignal): Promise<Thread> {
  return requestJson(apiPathOf(conversation), { signal });
}

export async function fetchShared(token: string, signal: AbortSignal): Promise<Thread> {
  return requestJson(`/api/shared/${encodeURIComponent(token)}`, { signal });
}

export async function forgetConversations(which: string | "all"): Promise<void> {
  await request(which === "all" ? "/api/conversations" : apiPathOf(which), { method: "DELETE" });
}

/** The address by which readers of the same documents open it. */
export async function shareConversation(conversation: string): Promise<string> {
  const { path } = await requestJson<{ path: string }>(`${apiPathOf(conversation)}/share`, { method: "PUT" });
  return new URL(path, window.location.href).href;
}

export async function unshareConversation(conversation: string): Promise<void> {
  await request(`${apiPathOf(conversation)}/share`, { method: "DELETE" });
}

export interface UnansweredList {
  readonly keptDays: number;
  readonly questions: readonly UnansweredQuestion[];
  readonly next: string | null;
}

export function fetchUnanswered(before: string | undefined, signal: AbortSignal): Promise<UnansweredList> {
  const query = new URLSearchParams({ limit: "30", ...(before && { before }) });
  return requestJson(`/api/unanswered?${query}`, { signal });
}

export async function settleQuestion(same: string): Promise<void> {
  await request("/api/unanswered/settle", asJson("POST", { same: [same] }));
}

/** @example "/conversations/0190…" */
export function conversationPath(conversation: string): string {
  return `/conversations/${encodeURIComponent(conversation)}`;
}
