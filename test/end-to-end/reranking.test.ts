import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  openRerankServer,
  silence,
  status,
} from "../../packages/models/rerank-endpoint/testing/rerank-server.ts";
import { startFootnote, type TestFootnote } from "./footnote.ts";

/** Its score is how many words of the passage stand in the question. */
const COUNTER = fileURLToPath(
  new URL("../../packages/models/transformers-js/testing/word-counter", import.meta.url),
);
const QUESTION = "How many times may the otter be fed?";
const FILES = {
  "rules.md": "# Otters\n\nThe otter may be fed five times, and never at night.\n",
  "long.md":
    "# Night\n\nThe otter, the badger, the heron: be fed, may be fed, how many times, many times, many.\n",
  "other.md": "# Offices\n\nThe library is on the second floor.\n",
};

interface Explained {
  readonly key: string;
  readonly explain: { fused: number; rerank?: { rank: number; score: number; rule: string } };
}

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote(FILES);
});
afterAll(() => footnote.close());

async function search(): Promise<Explained[]> {
  const response = await fetch(`${footnote.url}/api/search`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question: QUESTION, explain: true }),
  });
  return ((await response.json()) as { results: Explained[] }).results;
}
const keysOf = (results: readonly Explained[]) => results.map(({ key }) => key);

test("a reranker is off until one is configured", async () => {
  const results = await search();
  expect(results[0]?.explain.rerank).toBeUndefined();
  expect((await footnote.ask(QUESTION)).searched.reranking).toBeUndefined();
});

test("the one that is part of Footnote needs its name alone", async () => {
  const reranker = { provider: "bundled", deadlineMilliseconds: 60_000 } as const;
  await footnote.restart(async () => undefined, { retrieval: { reranker } });
  const rule = expect.stringContaining("0.5 of what footnote-reader-v1 says");
  expect((await search())[0]?.explain.rerank).toMatchObject({ rank: 1, rule });
  expect((await footnote.ask(QUESTION)).searched.reranking).toEqual({ by: "footnote-reader-v1" });
});

test("a cross-encoder from a folder orders what search found, and says so", async () => {
  const reranker = { provider: "cross-encoder", folder: COUNTER, weight: 1 } as const;
  await footnote.restart(async () => undefined, { retrieval: { reranker } });
  const results = await search();
  expect(keysOf(results).slice(0, 2)).toEqual(["long.md", "rules.md"]);
  expect(results.map(({ explain }) => explain.rerank?.rank)).toEqual(results.map((_, at) => at + 1));
  expect(results[0]?.explain.rerank).toMatchObject({
    score: 1,
    rule: expect.stringContaining("word-counter"),
  });
  expect((await footnote.ask(QUESTION)).searched.reranking).toEqual({ by: "word-counter" });
});

test("a server that reranks orders it, and where it does not the order of search stands and is said to", async () => {
  // One that is asked with a deadline of a millisecond may hear of it, or not: each of them meets its own questions.
  const [server, silent, refusing] = await Promise.all([
    openRerankServer(),
    openRerankServer([silence, silence]),
    openRerankServer([status(401)]),
  ]);
  const reranked = (baseUrl: string, deadlineMilliseconds: number) => ({
    retrieval: { reranker: { provider: "endpoint", form: "tei", baseUrl, deadlineMilliseconds } as const },
  });
  try {
    await footnote.restart(async () => undefined, reranked(server.baseUrl, 60_000));
    expect((await search())[0]?.explain.rerank?.rule).not.toContain("stands");
    expect(server.received[0]?.body.texts?.[0]).toContain("\n");

    await footnote.restart(async () => undefined, reranked(silent.baseUrl, 1));
    const unordered = await search();
    expect(unordered[0]?.explain.rerank?.rule).toContain("did not answer within 1 milliseconds");
    const fused = unordered.map(({ explain }) => explain.fused);
    expect(fused).toEqual(fused.toSorted((a, b) => b - a));

    await footnote.restart(async () => undefined, reranked(refusing.baseUrl, 60_000));
    const answer = await footnote.ask(QUESTION);
    expect(answer.searched.reranking?.trouble).toContain("does not accept the key");
    expect(answer.parts).not.toEqual([]);
  } finally {
    await Promise.all([server, silent, refusing].map((each) => each.close()));
  }
});
