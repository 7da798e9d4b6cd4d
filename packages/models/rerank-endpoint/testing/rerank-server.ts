import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface ReceivedRequest {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model?: string;
    readonly query: string;
    readonly documents?: readonly string[];
    readonly texts?: readonly string[];
  };
}

/** What a request gets instead of scores. */
export type Fault = (response: ServerResponse, request: ReceivedRequest) => void;

/**
 * A server on a free port that reranks: a passage's score is how often the question's last word stands in it. Best first, as real
 * ones answer. The n-th request meets the n-th fault, later ones none.
 */
export async function openRerankServer(faults: readonly (Fault | undefined)[] = []) {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as ReceivedRequest["body"];
    const seen = { url: request.url, authorization: request.headers.authorization, body };
    const fault = faults[received.push(seen) - 1];
    if (fault !== undefined) return fault(response, seen);
    const { query, documents, texts } = body;
    const word = query.split(" ").at(-1) ?? "";
    const scored = (documents ?? texts ?? [])
      .map((text, index) => ({ index, score: text.split(word).length - 1 }))
      .toSorted((a, b) => b.score - a.score);
    const results = scored.map(({ index, score }) => ({ index, relevance_score: score }));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(documents === undefined ? scored : { results }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (response, { authorization }) => {
    response.writeHead(code, headers).end(JSON.stringify({ message: `you sent ${authorization}` }));
  };

export const says =
  (body: unknown): Fault =>
  (response) => {
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

export const hangsUp: Fault = (response) => {
  response.destroy();
};

export const silence: Fault = () => {};
