import type { ChunkIndex, Embedder } from "@footnote/contracts";
import { expect, test } from "vitest";
import { type FindParts, findIn } from "./find.ts";

/** Its vectors say whose they are; `asked` counts the questions it embedded. */
function embedderNamed(id: string, mark: number) {
  const vector = new Float32Array([mark]);
  const embedder = {
    asked: 0,
    model: {
      id,
      dimensions: 1,
      maxTokens: 256,
      tokenizer: { name: "words", counts: "exact" },
      pooling: "mean",
      prefixes: { question: "", passage: "" },
    },
    async embed() {
      embedder.asked += 1;
      return [vector];
    },
  };
  return embedder;
}

/** Searches where these models embedded what is found, with these embedders at hand; the first is the answerer's. */
async function searchedWith(models: readonly string[], embedders: ReturnType<typeof embedderNamed>[]) {
  const dense: [string, number | undefined][] = [];
  const index: ChunkIndex = {
    capabilities: { asOf: true, idealScore: true, follows: "transaction" },
    lexical: async () => ({ hits: [], ideal: 0 }),
    async dense(_, { id }, vector) {
      dense.push([id, vector[0]]);
      return [];
    },
    isCurrent: () => Promise.resolve(true),
    async apply() {},
  };
  const parts: FindParts = {
    indexes: [index],
    passages: {
      resolve: async (reader) => ({ ...reader, lists: [] }),
      models: async () => [...models],
      passages: async () => [],
    },
    embedder: embedders[0] as unknown as Embedder,
    embedderOf: (id) => embedders.find(({ model }) => model.id === id) as unknown as Embedder | undefined,
    fusion: "min-max",
  };
  const find = findIn(parts, "hybrid");
  const found = await find(
    { tenant: "one", principals: ["everyone"] },
    { question: "How many days?", asOf: undefined, within: undefined, subject: "somebody", earlier: [] },
    10,
    new AbortController().signal,
  );
  return { dense: dense.sort(), answererVector: found.questionVector[0] };
}

test("a question is embedded once where one model embedded everything", async () => {
  const only = embedderNamed("only", 1);
  expect(await searchedWith(["only"], [only])).toEqual({ dense: [["only", 1]], answererVector: 1 });
  expect(only.asked).toBe(1);
});

test("while a pipeline is switched each model searches with its own vector, and the answerer gets its own", async () => {
  const embedders = [embedderNamed("newer", 2), embedderNamed("older", 1)];
  expect(await searchedWith(["newer", "older"], embedders)).toEqual({
    dense: [
      ["newer", 2],
      ["older", 1],
    ],
    answererVector: 2,
  });
});

test("before anything is embedded anew, the answerer still gets a vector of its own model", async () => {
  const embedders = [embedderNamed("newer", 2), embedderNamed("older", 1)];
  expect(await searchedWith(["older"], embedders)).toEqual({ dense: [["older", 1]], answererVector: 2 });
});

test("what a model embedded that is not at hand is no reason to fail", async () => {
  expect(await searchedWith(["gone", "only"], [embedderNamed("only", 1)])).toEqual({
    dense: [["only", 1]],
    answererVector: 1,
  });
});
