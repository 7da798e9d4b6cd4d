import type { Answer, DocumentHistory } from "@footnote/contracts";
import { type Send, sendTo } from "./send.ts";
import type {
  AskOptions,
  DeadLetterPage,
  FoundPassage,
  RunningStatus,
  SearchOptions,
  Uploaded,
  UploadOptions,
} from "./shapes.ts";

/**
 * A Footnote as programs speak to it. Everything rejects with a FootnoteError: its code says what happened, its message what is
 * wrong, its action what to do; `retryable` of ERROR_CODES whether trying again can help.
 */
export interface FootnoteClient {
  /** Resolves with the whole answer; `/api/answer` streams it to those who want its parts as they are made. */
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** Passages, best first. */
  search(question: string, options?: SearchOptions): Promise<FoundPassage[]>;
  status(): Promise<RunningStatus>;
  history(document: string): Promise<DocumentHistory>;
  /** One page of the files that cannot be read. */
  deadLetters(page?: {
    readonly after?: string | undefined;
    readonly limit?: number;
  }): Promise<DeadLetterPage>;
  /** Reads these once more. Resolves with how many were dead or failed, and so are. */
  replay(documents: readonly string[] | "all"): Promise<number>;
  /** Resolves when the file is durable and queued to be read. */
  upload(
    bucket: string,
    key: string,
    content: NonNullable<RequestInit["body"]>,
    options?: UploadOptions,
  ): Promise<Uploaded>;
  /** Resolves when nothing of it can be returned any more. */
  delete(bucket: string, key: string): Promise<void>;
}

/** @example const answer = await openFootnote("http://localhost:8080").ask("Who approves trips abroad?"); */
export function openFootnote(url: string): FootnoteClient {
  return clientOver(sendTo(url));
}

export function clientOver(send: Send): FootnoteClient {
  const get = async <Body>(path: string) =>
    (await (await send(path, { headers: { Accept: "application/json" } })).json()) as Body;
  const post = async <Body>(path: string, body: object) =>
    (await (
      await send(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(body),
      })
    ).json()) as Body;
  return {
    ask: (question, options = {}) => post("/api/answer", { question, ...options }),
    search: async (question, options = {}) =>
      (await post<{ results: FoundPassage[] }>("/api/search", { question, ...options })).results,
    status: () => get("/api/status"),
    history: (document) => get(`/api/documents/${encodeURIComponent(document)}/history`),
    deadLetters({ after, limit } = {}) {
      const query = new URLSearchParams({
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit: String(limit) }),
      });
      return get(`/api/dead-letters?${query}`);
    },
    replay: async (documents) =>
      (
        await post<{ queued: number }>(
          "/api/dead-letters/replay",
          documents === "all" ? { all: true } : { documents },
        )
      ).queued,
    async upload(bucket, key, content, { onlyNew = false, idempotencyKey } = {}) {
      const response = await send(pathOf(bucket, key), {
        method: "PUT",
        body: content,
        headers: {
          ...(onlyNew && { "If-None-Match": "*" }),
          ...(idempotencyKey !== undefined && { "Idempotency-Key": JSON.stringify(idempotencyKey) }),
        },
        // What is sent as it is read must be said to be so.
        duplex: "half",
      } as RequestInit);
      return (await response.json()) as Uploaded;
    },
    async delete(bucket, key) {
      await send(pathOf(bucket, key), { method: "DELETE" });
    },
  };
}

function pathOf(bucket: string, key: string): string {
  return `/api/buckets/${encodeURIComponent(bucket)}/objects/${key.split("/").map(encodeURIComponent).join("/")}`;
}
