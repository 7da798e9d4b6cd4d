import type { Candidate, Reranker } from "@footnote/contracts";
import { loadConfiguration } from "@footnote/runtime";
import { pino } from "pino";
import { expect, test } from "vitest";
import { rerankStage } from "./rerank-stage.ts";

const NEVER = new AbortController().signal;
const CANDIDATES = ["a", "b"].map((chunk) => ({
  chunk,
  title: "",
  headingPath: [],
  text: chunk,
  explanation: { stage: "fusion", value: 0, description: "", details: [] },
})) as unknown as Candidate[];

function stageOf(settings: object, score: Reranker["score"]) {
  const { retrieval } = loadConfiguration({
    environment: {},
    directory: "/",
    overrides: { retrieval: settings },
  });
  const reranker = { id: "slow", score, close: async () => undefined };
  const { reranking } = rerankStage(reranker, retrieval.reranker, pino({ enabled: false }));
  return (question: string) => reranking?.rerank({ question }, CANDIDATES, NEVER);
}

test("a model of this machine reads for four at once; who comes fifth gets the order of search, and knows why", async () => {
  const { promise: whenRead, resolve: read } = Promise.withResolvers<number[]>();
  const rerank = stageOf({ reranker: { provider: "bundled" } }, () => whenRead);
  const reading = ["1", "2", "3", "4"].map(rerank);
  const fifth = await rerank("5");
  expect(fifth?.reranking).toEqual({ by: "slow", trouble: "It was reading for others." });
  expect(fifth?.candidates.map(({ chunk }) => chunk)).toEqual(["a", "b"]);
  read([0, 1]);
  for (const each of await Promise.all(reading)) {
    expect(each?.reranking).toEqual({ by: "slow" });
    expect(each?.candidates.map(({ chunk }) => chunk)).toEqual(["b", "a"]);
  }
  expect((await rerank("6"))?.reranking).toEqual({ by: "slow" });
});

test("a server reads for as many as ask", async () => {
  const { promise: whenRead, resolve: read } = Promise.withResolvers<number[]>();
  const endpoint = { provider: "endpoint", form: "tei", baseUrl: "http://127.0.0.1:1" };
  const rerank = stageOf({ reranker: endpoint }, () => whenRead);
  const all = ["1", "2", "3", "4", "5"].map(rerank);
  read([0, 1]);
  for (const each of await Promise.all(all)) expect(each?.reranking).toEqual({ by: "slow" });
});
