import type { Chunk, Claim, Embedder } from "@footnote/contracts";
import { expect, test } from "vitest";
import { EmbeddingReuse } from "./embedding-reuse.ts";

const never = new AbortController().signal;
const chunkOf = (indexedText: string, ordinal: number): Chunk => ({
  ordinal,
  start: 0,
  end: 1,
  headingPath: [],
  parent: { start: 0, end: 1 },
  text: indexedText,
  indexedText,
});
const vectorOf = (text: string) => Float32Array.of(text.length);

function world(stored: readonly string[] = []) {
  const asked: string[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const catalogue = {
    embeddings: async (_document: object, texts: readonly string[]) =>
      texts.map((text) => (stored.includes(text) ? vectorOf(text) : undefined)),
  };
  const embedder = {
    model: {
      id: "model",
      dimensions: 1,
      maxTokens: 16,
      tokenizer: { name: "words", counts: "exact" },
      pooling: "mean",
      prefixes: { question: "", passage: "" },
    },
    async embed(texts: readonly string[]) {
      asked.push(...texts);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      return texts.map(vectorOf);
    },
  } as Partial<Embedder> as Embedder;
  const reuse = new EmbeddingReuse(catalogue);
  return {
    asked,
    gates,
    embed: (texts: readonly string[], accessList = "1", document = "a") => {
      const claim = { document, accessList, lane: "change" } as unknown as Claim;
      return reuse.embed(claim, embedder, texts.map(chunkOf), never);
    },
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

test("what is stored is not embedded, nor twice what a document says twice", async () => {
  const { asked, gates, embed, turn } = world(["stored"]);
  const embedding = embed(["stored", "new", "new", "stored"]);
  await turn();
  gates[0]?.resolve();
  const { chunks, reused } = await embedding;
  expect(asked).toEqual(["new"]);
  expect(chunks.map(({ embedding }) => embedding)).toEqual(["stored", "new", "new", "stored"].map(vectorOf));
  expect(reused).toBe(3);
});

test("two documents that wait for each other's texts both get them, each embedded once", async () => {
  const { asked, gates, embed, turn } = world();
  const one = embed(["shared by both", "only one"]);
  const other = embed(["shared by both", "only other"]);
  await turn();
  for (const gate of gates) gate.resolve();
  expect((await one).reused).toBe(0);
  expect((await other).reused).toBe(1);
  expect(asked.sort()).toEqual(["only one", "only other", "shared by both"]);
});

test("a text whose embedding failed for one document is embedded for the other one", async () => {
  const { asked, gates, embed, turn } = world();
  const failing = embed(["shared"]);
  const other = embed(["shared"]);
  await turn();
  gates[0]?.reject(new Error("the model died"));
  await expect(failing).rejects.toThrow("the model died");
  await turn();
  gates[1]?.resolve();
  expect(await other).toMatchObject({ chunks: [{ embedding: vectorOf("shared") }], reused: 0 });
  expect(asked).toEqual(["shared", "shared"]);
});

test("what was released is asked for again: by then the catalogue has it, or nobody has", async () => {
  const { asked, gates, embed, turn } = world();
  const first = embed(["text"]);
  await turn();
  gates[0]?.resolve();
  (await first).release();
  const second = embed(["text"]);
  await turn();
  gates[1]?.resolve();
  await second;
  expect(asked).toEqual(["text", "text"]);
});

test("a long document is embedded in parts, one after the other, each text once", async () => {
  const { asked, gates, embed, turn } = world();
  const texts = Array.from({ length: 2_500 }, (_, index) => `text ${index % 2_000}`);
  const embedding = embed(texts);
  for (let part = 0; part < 2; part++) {
    while (gates.length === part) await turn();
    expect(asked).toHaveLength(1_000 * (part + 1));
    gates[part]?.resolve();
  }
  const { chunks, reused, release } = await embedding;
  expect(chunks.map(({ ordinal }) => ordinal)).toEqual(texts.map((_, index) => index));
  expect(chunks.every(({ indexedText, embedding: [length] }) => length === indexedText.length)).toBe(true);
  expect(reused).toBe(500);
  release();
});

test("S1: a document waits for nobody under another access list", async () => {
  const { asked, gates, embed, turn } = world();
  const secret = embed(["salary"], "hr");
  const guess = embed(["salary"], "everyone");
  await turn();
  expect(asked).toEqual(["salary", "salary"]);
  for (const gate of gates) gate.resolve();
  for (const { reused } of await Promise.all([secret, guess])) expect(reused).toBe(0);
});
