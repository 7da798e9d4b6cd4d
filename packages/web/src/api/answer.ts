import type { Answer, AnswerPart, Unwritten } from "@footnote/contracts";
import { readEvents } from "./event-stream.ts";
import { request } from "./request.ts";
import { RequestFailed, troubleOfBody } from "./trouble.ts";

export interface AnswerListener {
  /** A follow-up, as it is answered. */
  onUnderstood(question: string): void;
  /** What follows does not answer the question but comes closest; `unknown` was asked for and stands nowhere. */
  onClosest(unknown: readonly string[]): void;
  /** What follows are the documents' own words, though a language model was asked. */
  onUnwritten(unwritten: Unwritten): void;
  onPart(part: AnswerPart): void;
}

export interface AskedNow {
  readonly question: string;
  /** A past instant (ISO 8601), to be answered from what was live then; null for now. */
  readonly asOf: string | null;
  /** Where to look, as BUCKET or BUCKET/PATH; empty for everywhere. */
  readonly within: readonly string[];
  /** The question before it in the conversation, which a follow-up refers to. */
  readonly after: string | null;
  /** Under which id that conversation is kept. */
  readonly conversation: string | null;
}

/**
 * Tells the listener of each part as it arrives; resolves with the whole.
 * @throws RequestFailed, or AbortError
 */
export async function ask(
  { question, asOf, within, after, conversation }: AskedNow,
  { onUnderstood, onClosest, onUnwritten, onPart }: AnswerListener,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await request("/api/answer", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({
      question,
      asOf: asOf ?? undefined,
      within: within.length === 0 ? undefined : within,
      earlier: after === null ? [] : [{ question: after }],
      conversation: conversation ?? undefined,
    }),
    signal,
  });
  if (response.body) {
    for await (const { event, data } of readEvents(response.body)) {
      if (event === "understood") onUnderstood((JSON.parse(data) as { question: string }).question);
      if (event === "closest") onClosest((JSON.parse(data) as Pick<Answer, "unknown">).unknown);
      if (event === "unwritten") onUnwritten(JSON.parse(data));
      if (event === "part") onPart(JSON.parse(data));
      if (event === "answer") return JSON.parse(data);
      if (event === "problem") throw new RequestFailed(troubleOfBody(500, data));
    }
  }
  throw new RequestFailed({ what: "The answer broke off.", action: "Ask again.", status: null });
}
