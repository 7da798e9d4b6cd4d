// A language model that plays a script, in a process of its own: the first token after .3 s, then 80 a second, 120 in all,
// with sentences of the first source that it is shown. Tells whoever started it when each question came and went.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";

const FIRST_TOKEN_MILLISECONDS = 300;
const TOKENS_PER_SECOND = 80;
const TOKENS = 120;
const CHARACTERS_PER_TOKEN = 4;

/** Instants of one answer, in milliseconds since 1970 that every process on this machine counts alike. */
export interface Played {
  readonly question: string;
  readonly asked: number;
  readonly firstToken: number;
  /** When the full stop of the first sentence and its citation were out. */
  readonly firstSentence: number;
  readonly ended: number;
}

const now = () => performance.timeOrigin + performance.now();

const server = createServer(async (request, response) => {
  const asked = now();
  if (request.url?.endsWith("/models")) {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", data: [{ id: "scripted", object: "model" }] }));
    return;
  }
  const { messages } = (await json(request)) as { messages: { content: string }[] };
  const prompt = messages.at(-1)?.content ?? "";
  await play(response, prompt, asked);
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

async function play(response: ServerResponse, prompt: string, asked: number): Promise<void> {
  const question = /^Question: (.*)$/m.exec(prompt)?.[1] ?? "";
  const text = sentencesFor(prompt);
  const endOfFirst = text.indexOf("]. ") + 2;
  const begun = performance.now();
  response.writeHead(200, { "content-type": "text/event-stream" });
  const due = (token: number) => begun + FIRST_TOKEN_MILLISECONDS + (1_000 * token) / TOKENS_PER_SECOND;
  let firstToken = 0;
  let firstSentence = 0;
  for (let token = 0; token * CHARACTERS_PER_TOKEN < text.length; token += 1) {
    await setTimeout(Math.max(0, due(token) - performance.now()));
    const at = token * CHARACTERS_PER_TOKEN;
    send(response, { content: text.slice(at, at + CHARACTERS_PER_TOKEN) }, null);
    firstToken ||= now();
    if (at + CHARACTERS_PER_TOKEN >= endOfFirst) firstSentence ||= now();
  }
  send(response, {}, "stop");
  response.end("data: [DONE]\n\n");
  process.send?.({ question, asked, firstToken, firstSentence, ended: now() } satisfies Played);
}

/**
 * Sentences of the sources, each with its source as models write it ("… [1]."), as many as fit, and spaces up to as many
 * tokens.
 */
function sentencesFor(prompt: string): string {
  const sentences = [
    ...prompt.matchAll(/source \[(\d+)\]: [^\n]*\n([\s\S]*?)\n--- \w+ end of source/g),
  ].flatMap(([, number, text = ""]) =>
    text
      .split(/(?<=[.!?])\s+|\n+/)
      .filter((sentence) => /^\p{Lu}.{30,300}\.$/u.test(sentence))
      .map((sentence) => `${sentence.slice(0, -1)} [${number}].`),
  );
  let text = "";
  for (const sentence of sentences)
    if (text.length + sentence.length < TOKENS * CHARACTERS_PER_TOKEN) text += `${sentence} `;
  return text.padEnd(TOKENS * CHARACTERS_PER_TOKEN);
}

function send(response: ServerResponse, delta: object, finish: string | null): void {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  response.write(
    `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 0, model: "scripted", choices })}\n\n`,
  );
}
