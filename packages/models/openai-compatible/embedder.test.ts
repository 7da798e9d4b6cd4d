import { inspect } from "node:util";
import type { Embedder } from "@footnote/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { openOpenAiCompatibleEmbedder } from "./embedder.ts";
import {
  answer,
  breakOff,
  type Fault,
  hangUp,
  type ModelServer,
  openModelServer,
  silence,
  status,
} from "./testing/model-server.ts";

const KEY = "sk-very-secret";
let server: ModelServer;
let embedder: Embedder;

async function open(
  faults: readonly (Fault | undefined)[] = [],
  over: { dimensions?: number; maxTokens?: number } = {},
) {
  server = await openModelServer(faults);
  const options = {
    baseUrl: server.baseUrl,
    model: "small",
    apiKey: KEY,
    dimensions: 2,
    maxTokens: 512,
    ...over,
  };
  // No delay between attempts.
  embedder = openOpenAiCompatibleEmbedder(options, () => 0);
  const { embed, model } = embedder;
  return {
    model,
    embedChunks: (chunks: readonly string[], signal?: AbortSignal) =>
      embed(chunks, { as: "passage", priority: "background", signal }),
    embedQuestion: (question: string) => embed([question], { as: "question", priority: "question" }),
  };
}

afterEach(async () => {
  await embedder.close();
  await server.close();
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (error) => error,
  );
const direction = (text: string) => [
  text.length / Math.hypot(text.length, 1),
  1 / Math.hypot(text.length, 1),
];
const texts = (count: number) => Array.from({ length: count }, (_, at) => "x".repeat(at + 1));
const entry = (index: number, embedding: unknown) => ({ index, embedding });

describe("the embedder behind an OpenAI-compatible server", () => {
  it("sends the model, the texts and the key, and gives unit vectors in order", async () => {
    const { embedChunks, model } = await open();
    const vectors = await embedChunks(texts(3));
    for (const [at, text] of texts(3).entries()) {
      for (const [d, value] of direction(text).entries()) expect(vectors[at]?.[d]).toBeCloseTo(value, 6);
    }
    expect(server.received).toMatchObject([
      { url: "/v1/embeddings", authorization: `Bearer ${KEY}`, body: { model: "small", input: texts(3) } },
    ]);
    expect(model).toMatchObject({
      id: "small-2",
      dimensions: 2,
      maxTokens: 512,
      tokenizer: { counts: "estimated" },
    });
  });

  it("sends many texts in bounded requests, and keeps the order", async () => {
    const { embedChunks } = await open();
    const calls = [texts(300), texts(70)];
    const answers = await Promise.all(calls.map((call) => embedChunks(call)));
    for (const [at, vectors] of answers.entries()) {
      expect(vectors.map((vector) => Math.round((vector[0] ?? 0) / (vector[1] ?? 0)))).toEqual(
        calls[at]?.map((text) => text.length),
      );
    }
    expect(Math.max(...server.received.map(({ body }) => body.input.length))).toBe(32);
    expect(await embedChunks([])).toEqual([]);
  });

  it.each([
    ["is busy", status(429, { "retry-after": "0" })],
    ["has an error", status(500)],
    ["is overloaded", status(503)],
    ["hangs up", hangUp],
    ["breaks off in the middle", breakOff],
  ])("tries again when the server %s", async (_, fault) => {
    const { embedChunks } = await open([fault, fault]);
    expect(await embedChunks(["text"])).toHaveLength(1);
    expect(server.received).toHaveLength(3);
  });

  it("gives up after a few attempts, and says so", async () => {
    const { embedChunks, embedQuestion } = await open(Array(20).fill(status(503)));
    expect(await failure(embedChunks(["text"]))).toMatchObject({
      code: "embedding_failed",
      message: expect.stringContaining("status 503. It was tried 5 times."),
    });
    expect(server.received).toHaveLength(5);
    await failure(embedQuestion("question"));
    expect(server.received).toHaveLength(8);
  });

  it("does not wait for a server that wants to be left alone for long", async () => {
    const { embedChunks } = await open([status(429, { "retry-after": "3600" })]);
    expect(await failure(embedChunks(["text"]))).toMatchObject({ code: "embedding_failed" });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    [400, "settings under embedding"],
    [401, "FOOTNOTE_EMBEDDING_API_KEY"],
    [403, "FOOTNOTE_EMBEDDING_API_KEY"],
    [404, '"small"'],
  ])("does not try again after status %i, and says what to check", async (code, action) => {
    const { embedChunks } = await open([status(code)]);
    const error = await failure(embedChunks(["text"]));
    expect(error).toMatchObject({ code: "embedding_failed", action: expect.stringContaining(action) });
    expect(server.received).toHaveLength(1);
  });

  it.each([[status(400)], [status(500)], [hangUp]])("never puts the key into an error", async (fault) => {
    const { embedQuestion } = await open(Array(5).fill(fault));
    const error = await failure(embedQuestion("question"));
    expect(inspect(error, { depth: 9 })).not.toContain(KEY);
  });

  it("names the dimensions that the server really gives", async () => {
    const { embedChunks } = await open([], { dimensions: 384 });
    expect(await failure(embedChunks(["text"]))).toMatchObject({
      code: "embedding_failed",
      action: expect.stringContaining("Set embedding.dimensions to 2"),
    });
  });

  it.each([
    ["no JSON", "<html>", "OpenAI's form"],
    ["no data", { embeddings: [[1, 2]] }, "OpenAI's form"],
    ["text as a vector", { data: [entry(0, "AAAA")] }, "OpenAI's form"],
    ["too few vectors", { data: [entry(0, [1, 2])] }, "each of 2 texts"],
    ["one twice", { data: [entry(0, [1, 2]), entry(0, [1, 2])] }, "each of 2 texts"],
    ["a vector of zeros", { data: [entry(0, [1, 2]), entry(1, [0, 0])] }, "without a direction"],
    ["a vector of words", { data: [entry(0, [1, 2]), entry(1, ["a", "b"])] }, "without a direction"],
    ["an endless answer", "x".repeat(300_000), "could not be read"],
  ])("refuses %s", async (_, body, message) => {
    const { embedChunks } = await open(Array(5).fill(answer(body)));
    expect(await failure(embedChunks(["a", "b"]))).toMatchObject({
      code: "embedding_failed",
      message: expect.stringContaining(message),
    });
  });

  it("cuts a question where it may be too long, and not inside a character", async () => {
    const { embedQuestion } = await open([], { maxTokens: 10 });
    await embedQuestion("123456789é and more");
    expect(server.received[0]?.body.input).toEqual(["123456789"]);
  });

  it("stops when the caller gives up, and does not ask again", async () => {
    const caller = new AbortController();
    const { embedChunks } = await open([(response) => caller.abort(new Error("enough")) ?? response]);
    expect(await failure(embedChunks(texts(500), caller.signal))).toMatchObject({ message: "enough" });
    expect(await failure(embedChunks(["text"], caller.signal))).toMatchObject({ message: "enough" });
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  it("lets nobody wait for it once it is closed", async () => {
    const { embedChunks, embedQuestion } = await open([silence, silence, silence, silence, silence]);
    const waiting = [embedQuestion("question"), embedChunks(texts(300))].map(failure);
    await embedder.close();
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: "unavailable" });
    expect(await failure(embedQuestion("question"))).toMatchObject({ code: "unavailable" });
  });

  it.each(["models.example/v1", "ftp://models.example", "https://me:word@models.example/v1"])(
    "refuses %s as its address",
    async (baseUrl) => {
      await open();
      const options = { baseUrl, model: "small", dimensions: 2, maxTokens: 512 };
      expect(() => openOpenAiCompatibleEmbedder(options)).toThrow(
        expect.objectContaining({
          code: "configuration_invalid",
          message: expect.not.stringContaining("word"),
        }),
      );
    },
  );

  it("refuses a key that no header can hold, without repeating it", async () => {
    await open();
    const options = {
      baseUrl: server.baseUrl,
      model: "small",
      apiKey: `${KEY}\n`,
      dimensions: 2,
      maxTokens: 512,
    };
    expect(() => openOpenAiCompatibleEmbedder(options)).toThrow(
      expect.objectContaining({ code: "configuration_invalid", message: expect.not.stringContaining(KEY) }),
    );
  });
});
