import { afterEach, expect, test } from "vitest";
import { openRerankEndpoint, type RerankEndpointOptions } from "./reranker.ts";
import { type Fault, hangsUp, openRerankServer, says, silence, status } from "./testing/rerank-server.ts";

const PASSAGES = ["no word of it", "leave and leave", "leave"];
const KEY = "sk-secret-word";
const never = new AbortController().signal;
let elapsed = 0;
const clock = {
  now: () => new Date("2026-01-01T00:00:00Z"),
  elapsed: () => elapsed,
  sleep: async () => undefined,
};

let server: Awaited<ReturnType<typeof openRerankServer>>;
afterEach(() => server.close());

async function open(
  options: Partial<RerankEndpointOptions> = {},
  faults: readonly (Fault | undefined)[] = [],
) {
  server = await openRerankServer(faults);
  return openRerankEndpoint(
    { baseUrl: server.baseUrl, form: "cohere", model: "rerank-small", apiKey: KEY, ...options },
    clock,
  );
}

test.each(["cohere", "jina", "tei"] as const)(
  "scores of a server in %s's form come in the order of the passages",
  async (form) => {
    const reranker = await open({ form });
    expect(await reranker.score("annual leave", PASSAGES, never)).toEqual([0, 2, 1]);
    const [request] = server.received;
    expect(request).toMatchObject({ url: "/v1/rerank", authorization: `Bearer ${KEY}` });
    expect(request?.body).toEqual(
      {
        cohere: { model: "rerank-small", query: "annual leave", documents: PASSAGES, top_n: 3 },
        jina: {
          model: "rerank-small",
          query: "annual leave",
          documents: PASSAGES,
          top_n: 3,
          return_documents: false,
        },
        tei: { query: "annual leave", texts: PASSAGES, truncate: true },
      }[form],
    );
  },
);

test("a server that takes 32 at once is asked twice for fifty", async () => {
  const reranker = await open({ form: "tei" });
  const passages = Array.from({ length: 50 }, (_, at) => "leave ".repeat(at));
  expect(await reranker.score("leave", passages, never)).toEqual(passages.map((_, at) => at));
  expect(server.received.map(({ body }) => body.texts?.length).toSorted()).toEqual([18, 32]);
});

const FAULTS: [string, Fault, string][] = [
  ["a wrong key", status(401), "does not accept the key"],
  ["no such model", status(404), "not that model"],
  ["a limit", status(429, { "retry-after": "7" }), "asks to be left alone"],
  ["an error of the server", status(500), "status 500"],
  ["a connection that ends", hangsUp, "cannot be reached"],
  ["no JSON", says("<html>"), "one score for each passage"],
  ["too few scores", says({ results: [{ index: 0, relevance_score: 1 }] }), "one score for each passage"],
  [
    "a score that is no number",
    says({ results: [0, 1, 2].map((index) => ({ index, relevance_score: index === 1 ? "high" : 1 })) }),
    "one score for each passage",
  ],
  [
    "a position that was not asked for",
    says({ results: [0, 1, 9].map((index) => ({ index, relevance_score: 1 })) }),
    "one score for each passage",
  ],
  [
    "a score beyond all numbers",
    says(
      '{"results":[{"index":0,"relevance_score":1e999},{"index":1,"relevance_score":1},{"index":2,"relevance_score":1}]}',
    ),
    "one score for each passage",
  ],
  [
    "more scores than passages",
    says({ results: [0, 1, 2, 3].map((index) => ({ index, relevance_score: 1 })) }),
    "one score for each passage",
  ],
  ["an answer without end", says("x".repeat(2_000_000)), "could not be read"],
];
test.each(FAULTS)("%s is one clear error that shows no key", async (_, fault, what) => {
  const reranker = await open({}, [fault]);
  const error = await reranker.score("leave", PASSAGES, never).catch((error) => error);
  expect(error).toMatchObject({ code: "reranking_failed", message: expect.stringContaining(what) });
  expect(`${error.message} ${error.action} ${error.cause?.message}`).not.toContain(KEY);
});

const RESTS: [string, Fault[], number][] = [
  ["for as long as it asks for", [status(429, { "retry-after": "7" })], 7_000],
  [
    "until the moment that it names",
    [status(503, { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" })],
    30_000,
  ],
  ["for a minute after a wrong key", [status(401)], 60_000],
  ["for a while after it failed twice", [status(500), hangsUp], 5_000],
];
test.each(RESTS)("a server is left alone %s", async (_, faults, rest) => {
  const reranker = await open({}, faults);
  for (const _ of faults) await expect(reranker.score("leave", PASSAGES, never)).rejects.toThrow();
  elapsed += rest - 1;
  await expect(reranker.score("leave", PASSAGES, never)).rejects.toThrow("asked again in 1 seconds");
  expect(server.received).toHaveLength(faults.length);
  elapsed += 1;
  expect(await reranker.score("leave", PASSAGES, never)).toEqual([0, 2, 1]);
});

test("one that is too slow twice is left alone, and whoever leaves tells nothing of it", async () => {
  const reranker = await open({}, Array(6).fill(silence));
  const leaving = () => AbortSignal.abort(new Error("gone"));
  for (let time = 0; time < 3; time++)
    await expect(reranker.score("leave", PASSAGES, leaving())).rejects.toThrow("gone");
  for (let time = 0; time < 2; time++)
    await expect(reranker.score("leave", PASSAGES, AbortSignal.timeout(20))).rejects.toThrow("in time");
  await expect(reranker.score("leave", PASSAGES, never)).rejects.toThrow("asked again");
  elapsed += 60_000;
});

test("a key that cannot be sent is refused before anything is asked, and not shown", async () => {
  await expect(open({ apiKey: `${KEY}\n` })).rejects.toMatchObject({
    code: "configuration_invalid",
    message: expect.not.stringContaining(KEY),
  });
});
