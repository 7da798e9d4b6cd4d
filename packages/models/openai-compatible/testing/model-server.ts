import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface ReceivedRequest {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] };
}

export interface ModelServer {
  readonly baseUrl: string;
  readonly received: ReceivedRequest[];
  close(): Promise<void>;
}

/** What a request gets instead of vectors: undefined for vectors. */
export type Fault = (response: ServerResponse, request: ReceivedRequest) => void;

/**
 * A model server on a free port that speaks OpenAI's form. A text's vector is [its length, 1], not of unit length, and
 * entries come in reverse order, as the form allows. The n-th request meets the n-th fault, later ones none.
 */
export async function openModelServer(faults: readonly (Fault | undefined)[] = []): Promise<ModelServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = (await json(request)) as ReceivedRequest["body"];
    const seen = { url: request.url, authorization: request.headers.authorization, body };
    const fault = faults[received.push(seen) - 1];
    if (fault !== undefined) return fault(response, seen);
    const data = body.input.map((text, index) => ({
      object: "embedding",
      index,
      embedding: [text.length, 1],
    }));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", model: body.model, data: data.reverse() }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (response, { authorization }) => {
    response
      .writeHead(code, headers)
      .end(JSON.stringify({ error: { message: `you sent ${authorization}` } }));
  };

export const answer =
  (body: unknown): Fault =>
  (response) => {
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

export const hangUp: Fault = (response) => {
  response.destroy();
};

export const breakOff: Fault = (response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("{", () => response.destroy());
};

export const silence: Fault = () => {};
