import {
  type Answer,
  type AnswerPart,
  type Candidate,
  FootnoteError,
  type Scope,
  type Turn,
  type Unwritten,
} from "@footnote/contracts";
import { asJson, type Call } from "./call.ts";
import { readEvents } from "./event-stream.ts";
import { problemOf } from "./send.ts";

/** How a question is asked. */
export interface AskOptions {
  /** An ISO 8601 instant with its time zone: what was live then answers. */
  readonly asOf?: string | undefined;
  /** BUCKET or BUCKET/PATH each: where to look. */
  readonly within?: readonly string[] | undefined;
  /** What was asked before in the same conversation, oldest first. */
  readonly earlier?: readonly Turn[] | undefined;
  readonly conversation?: string | undefined;
  /** False: asked anew, whatever was answered before. */
  readonly cache?: boolean | undefined;
}

/** An answer while it is made, in this order; the last event is the whole answer. */
export type AnswerEvent =
  /** A follow-up, as it is answered. */
  | { readonly event: "understood"; readonly question: string }
  /** What follows does not answer the question but comes closest; `unknown` was asked for and stands nowhere. */
  | { readonly event: "closest"; readonly unknown: readonly string[] }
  /** What follows are the documents' own words, though a language model was asked. */
  | { readonly event: "unwritten"; readonly unwritten: Unwritten }
  | { readonly event: "part"; readonly part: AnswerPart }
  | { readonly event: "answer"; readonly answer: Answer };

export interface SearchOptions extends Pick<AskOptions, "asOf" | "within"> {
  /** 1 to 100; 10 where it is left out. */
  readonly limit?: number | undefined;
  /** With how each score came about. */
  readonly explain?: boolean | undefined;
}

interface ExplainedLeg {
  readonly rank: number;
  readonly score: number;
}

/** A section that fits the question, and the chunk in it that was found. */
export interface FoundPassage
  extends Pick<
    Candidate,
    | "document"
    | "version"
    | "bucket"
    | "key"
    | "title"
    | "headingPath"
    | "page"
    | "score"
    | "text"
    | "start"
    | "end"
    | "places"
  > {
  readonly match: Pick<Candidate, "start" | "end" | "text">;
  readonly explain?: {
    readonly lexical?: ExplainedLeg;
    readonly dense?: ExplainedLeg;
    readonly fusion: string;
    readonly fused: number;
    readonly rerank?: ExplainedLeg & { readonly rule: string };
  };
}

/** What somebody who has not asked yet may want to know. */
export interface Start {
  readonly documents: number;
  /** Files that are yet to be read; of more than 10,000 no more are counted. */
  readonly waiting: number;
  /** When something became answerable last: an ISO 8601 instant; null before that. */
  readonly newest: string | null;
}

export interface Asking {
  /** Resolves with the whole answer. */
  ask(question: string, options?: AskOptions, signal?: AbortSignal): Promise<Answer>;
  /** Its parts as they are verified. Leaving the loop ends the request. */
  askInParts(question: string, options?: AskOptions, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
  /** Passages, best first. */
  search(question: string, options?: SearchOptions, signal?: AbortSignal): Promise<FoundPassage[]>;
  /** Up to four questions that the documents answer. */
  examples(signal?: AbortSignal): Promise<readonly string[]>;
  /** Where a question can look: what `within` takes. */
  areas(signal?: AbortSignal): Promise<readonly string[]>;
  /** What whoever asks this may do. */
  scopes(signal?: AbortSignal): Promise<readonly Scope[]>;
  start(signal?: AbortSignal): Promise<Start>;
}

export function askingOver({ get, post, send }: Call): Asking {
  return {
    ask: (question, options = {}, signal) => post("/api/answer", { question, ...options }, signal),
    async *askInParts(question, options = {}, signal) {
      const { body } = await send(
        "/api/answer",
        asJson("POST", { question, ...options }, signal, "text/event-stream"),
      );
      if (body !== null) {
        for await (const { event, data } of readEvents(body)) {
          if (event === "problem") throw problemOf(500, data);
          const read = eventOf(event, data);
          if (read !== undefined) yield read;
          if (read?.event === "answer") return;
        }
      }
      throw new FootnoteError("unavailable", "The answer broke off.", { action: "Ask again." });
    },
    search: async (question, options = {}, signal) =>
      (await post<{ results: FoundPassage[] }>("/api/search", { question, ...options }, signal)).results,
    examples: async (signal) =>
      (await get<{ questions: readonly string[] }>("/api/examples", {}, signal)).questions,
    areas: async (signal) => (await get<{ areas: readonly string[] }>("/api/areas", {}, signal)).areas,
    scopes: async (signal) => (await get<{ scopes: readonly Scope[] }>("/api/me", {}, signal)).scopes,
    start: (signal) => get("/api/start", {}, signal),
  };
}

/** Undefined for what a later version may say besides. */
function eventOf(event: string, data: string): AnswerEvent | undefined {
  switch (event) {
    case "understood":
      return { event, question: (JSON.parse(data) as { question: string }).question };
    case "closest":
      return { event, unknown: (JSON.parse(data) as Pick<Answer, "unknown">).unknown };
    case "unwritten":
      return { event, unwritten: JSON.parse(data) as Unwritten };
    case "part":
      return { event, part: JSON.parse(data) as AnswerPart };
    case "answer":
      return { event, answer: JSON.parse(data) as Answer };
    default:
      return undefined;
  }
}
