import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";

export interface ChatRequest {
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly [field: string]: unknown;
  };
}

/** What a request gets. */
export type Script = (response: ServerResponse, request: ChatRequest) => void | Promise<void>;

export interface ChatServer {
  readonly baseUrl: string;
  readonly received: ChatRequest[];
  /** Requests whose client left before the answer was whole. */
  readonly left: number;
  close(): Promise<void>;
}

/**
 * A language model's server on a free port that plays scripts: the n-th request meets the n-th script, later ones the last.
 * Of `/models` it tells one model, "small".
 */
export async function openChatServer(scripts: readonly Script[]): Promise<ChatServer> {
  const received: ChatRequest[] = [];
  let left = 0;
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith("/models")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ object: "list", data: [{ id: "small", object: "model" }] }));
      return;
    }
    const body = (await json(request)) as ChatRequest["body"];
    const seen = { authorization: request.headers.authorization, body };
    response.on("close", () => {
      if (!response.writableEnded) left += 1;
    });
    const script = scripts[Math.min(received.push(seen), scripts.length) - 1];
    await script?.(response, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    get left() {
      return left;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

export function chunk(delta: object, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 0, model: "small", choices })}\n\n`;
}

function tokensOf(text: string): string[] {
  return text.match(/\s*\S{1,6}|\s+/gu) ?? [];
}

/** Says this in tokens of a few letters, and ends as it should. */
export const says =
  (text: string): Script =>
  (response) => {
    begin(response);
    for (const token of tokensOf(text)) response.write(chunk({ content: token }));
    response.write(chunk({}, "stop"));
    response.write(
      `data: ${JSON.stringify({ id: "1", choices: [], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  };

/** Says what it makes of the request. */
export const answers =
  (answer: (request: ChatRequest) => string): Script =>
  (response, request) =>
    says(answer(request))(response, request);

/** Says this and then nothing more, for ever. */
export const stalls =
  (text: string): Script =>
  (response) => {
    begin(response);
    for (const token of tokensOf(text)) response.write(chunk({ content: token }));
  };

/** Says this, and the connection breaks. */
export const breaksOff =
  (text: string): Script =>
  async (response) => {
    begin(response);
    for (const token of tokensOf(text)) response.write(chunk({ content: token }));
    await setTimeout(20);
    response.destroy();
  };

/** Says this, and ends without a reason. */
export const endsEarly =
  (text: string): Script =>
  (response) => {
    begin(response);
    for (const token of tokensOf(text)) response.write(chunk({ content: token }));
    response.end();
  };

/** Says this over and over, so many tokens. */
export const endless =
  (text: string, tokens: number): Script =>
  async (response) => {
    begin(response);
    const words = tokensOf(text);
    for (let count = 0; count < tokens && !response.destroyed; count++) {
      if (!response.write(chunk({ content: words[count % words.length] }))) await setTimeout(1);
    }
    response.end(`${chunk({}, "length")}data: [DONE]\n\n`);
  };

/** In pieces of one byte, and each character beyond the basic plane as two halves in two tokens. */
export const inBytes =
  (text: string): Script =>
  async (response) => {
    begin(response);
    const events = [...Array(text.length).keys()].map((at) => chunk({ content: text.charAt(at) }));
    for (const byte of Buffer.from(`${events.join("")}${chunk({}, "stop")}data: [DONE]\n\n`)) {
      if (!response.write(Buffer.of(byte))) await new Promise((resolve) => response.once("drain", resolve));
    }
    response.end();
  };

export const callsTool: Script = (response) => {
  begin(response);
  const call = { index: 0, id: "call", type: "function", function: { name: "delete_all", arguments: "{}" } };
  response.write(chunk({ tool_calls: [call] }));
  response.end(`${chunk({}, "tool_calls")}data: [DONE]\n\n`);
};

export const failsInTheMiddle =
  (text: string): Script =>
  (response) => {
    begin(response);
    for (const token of tokensOf(text)) response.write(chunk({ content: token }));
    response.end(`data: ${JSON.stringify({ error: { message: "out of memory", code: 500 } })}\n\n`);
  };

export const silence: Script = () => {};

/** Repeats what it was sent, as servers do. */
export const refuses =
  (status: number, error: object = {}, headers: Record<string, string> = {}): Script =>
  (response, { authorization, body }) => {
    const message = `you sent ${authorization} and ${JSON.stringify(body.messages)}`;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message, ...error } }));
  };
