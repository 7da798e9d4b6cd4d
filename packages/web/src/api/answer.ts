import type { Answer, AnsweredSentence } from "@footnote/contracts";
import { readEvents } from "./event-stream.ts";
import { request } from "./request.ts";
import { RequestFailed, troubleOfBody } from "./trouble.ts";

/** `asOf` is a past instant (ISO 8601), to be answered from what was live then. Calls back with each sentence as it arrives; resolves with the whole. @throws RequestFailed, or AbortError */
export async function ask(
  question: string,
  asOf: string | undefined,
  onSentence: (sentence: AnsweredSentence) => void,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await request("/api/answer", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ question, asOf }),
    signal,
  });
  if (response.body) {
    for await (const { event, data } of readEvents(response.body)) {
      if (event === "sentence") onSentence(JSON.parse(data));
      if (event === "answer") return JSON.parse(data);
      if (event === "problem") throw new RequestFailed(troubleOfBody(500, data));
    }
  }
  throw new RequestFailed({ what: "The answer broke off.", action: "Ask again.", status: null });
}
