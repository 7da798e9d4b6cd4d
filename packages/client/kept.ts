import type {
  Conversation,
  Feedback,
  KeptQuestion,
  LiveAnswer,
  LiveQuality,
  PastRun,
  UnansweredQuestion,
} from "@footnote/contracts";
import { asJson, type Call } from "./call.ts";

export interface ConversationPage {
  /** How many days a question is kept; 0: not at all. */
  readonly keptDays: number;
  readonly conversations: readonly Conversation[];
  /** Goes into `before` for the next page; null on the last one. */
  readonly next: string | null;
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

export interface UnansweredPage {
  readonly keptDays: number;
  readonly questions: readonly UnansweredQuestion[];
  /** Goes into `before` for the next page; null on the last one. */
  readonly next: string | null;
}

/** An answer that somebody got, for a person to say whether it is right. */
export interface ToReview extends LiveAnswer {
  readonly quotes: readonly { readonly isVerbatim: boolean }[];
  /** The share of its words that stand in what it cites; null where nothing was said. */
  readonly support: number | null;
}

export interface ShownQuality extends LiveQuality {
  /** 0: questions are not kept. */
  readonly keptDays: number;
  readonly review: readonly ToReview[];
}

/** What was asked, for whoever asked it and for those who look after the documents. */
export interface Kept {
  /** Says what one thinks of an answer; null takes it back. @param answer `kept.question` of the answer */
  giveFeedback(answer: string, feedback: Feedback | null): Promise<void>;
  conversations(
    page?: { readonly holding?: string; readonly before?: string | undefined; readonly limit?: number },
    signal?: AbortSignal,
  ): Promise<ConversationPage>;
  conversation(conversation: string, signal?: AbortSignal): Promise<Thread>;
  forget(conversation: string | "all"): Promise<void>;
  /** The path by which readers of the same documents open it. */
  share(conversation: string): Promise<string>;
  unshare(conversation: string): Promise<void>;
  /** @param token what the shared path ends with */
  shared(token: string, signal?: AbortSignal): Promise<Thread>;
  unanswered(
    page?: { readonly before?: string | undefined; readonly limit?: number },
    signal?: AbortSignal,
  ): Promise<UnansweredPage>;
  /** Says that these are done. @param same what each is known by in `unanswered` */
  settle(same: readonly string[]): Promise<void>;
  quality(signal?: AbortSignal): Promise<ShownQuality>;
  /** Says that these answers were looked at. */
  review(questions: readonly string[]): Promise<void>;
  /** Evaluations that were run on its machine, newest first. */
  evaluations(signal?: AbortSignal): Promise<readonly PastRun[]>;
}

const CONVERSATIONS = "/api/conversations";

export function keptOver({ get, send }: Call): Kept {
  const pathOf = (conversation: string) => `${CONVERSATIONS}/${encodeURIComponent(conversation)}`;
  const tell = async (path: string, init: RequestInit) => {
    await send(path, init);
  };
  return {
    giveFeedback: (answer, feedback) =>
      tell(
        `/api/answers/${encodeURIComponent(answer)}/feedback`,
        feedback === null ? { method: "DELETE" } : asJson("PUT", feedback),
      ),
    conversations: (page = {}, signal) => get(CONVERSATIONS, page, signal),
    conversation: (conversation, signal) => get(pathOf(conversation), {}, signal),
    forget: (which) => tell(which === "all" ? CONVERSATIONS : pathOf(which), { method: "DELETE" }),
    async share(conversation) {
      const response = await send(`${pathOf(conversation)}/share`, { method: "PUT" });
      return ((await response.json()) as { path: string }).path;
    },
    unshare: (conversation) => tell(`${pathOf(conversation)}/share`, { method: "DELETE" }),
    shared: (token, signal) => get(`/api/shared/${encodeURIComponent(token)}`, {}, signal),
    unanswered: (page = {}, signal) => get("/api/unanswered", page, signal),
    settle: (same) => tell("/api/unanswered/settle", asJson("POST", { same })),
    quality: (signal) => get("/api/quality", {}, signal),
    review: (questions) => tell("/api/quality/reviewed", asJson("POST", { questions })),
    evaluations: async (signal) =>
      (await get<{ runs: readonly PastRun[] }>("/api/evaluations", {}, signal)).runs,
  };
}
