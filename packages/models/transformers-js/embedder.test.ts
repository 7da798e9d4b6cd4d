import type { Embedder } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBundledEmbedder } from "./embedder.ts";

const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  a?.reduce((sum, value, at) => sum + value * (b?.[at] ?? Number.NaN), 0);
const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(" ");

let embedder: Embedder;
beforeAll(async () => {
  embedder = await openBundledEmbedder();
});
afterAll(() => embedder.close());

const embedChunks = (chunks: readonly string[], by = embedder) =>
  by.embed(chunks, { as: "passage", priority: "background" });
async function embedQuestion(question: string, by = embedder): Promise<Float32Array | undefined> {
  const [vector] = await by.embed([question], { as: "question", priority: "question" });
  return vector;
}

describe("the bundled embedder", () => {
  it("gives vectors of unit length and of the promised size", async () => {
    const vectors = await embedChunks(["Leave is 28 days a year.", "", "休暇は年に28日です。", words(40)]);
    for (const vector of vectors) {
      expect(vector).toHaveLength(embedder.model.dimensions);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
  });

  it("puts what means the same closer together than what does not", async () => {
    const [leave, expenses, weather] = await embedChunks([
      "Employees have 28 days of paid holiday each year.",
      "Travel expenses are refunded within two weeks.",
      "Tomorrow will be sunny with light winds.",
    ]);
    const question = await embedQuestion("How many days of paid leave do I get?");
    const distance = (vector: Float32Array | undefined) => 1 - (cosine(question, vector) ?? Number.NaN);
    expect(distance(leave)).toBeLessThan(0.8 * distance(expenses));
    expect(distance(leave)).toBeLessThan(0.8 * distance(weather));
  });

  it("gives a text the same vector to the last bit, alone, among others, and as a question", async () => {
    const text = "A document is answerable within five minutes of being written.";
    const [alone] = await embedChunks([text]);
    const among = await embedChunks([words(60), text, "short", words(30), text]);
    expect(among[1]).toEqual(alone);
    expect(among[4]).toEqual(alone);
    expect(await embedQuestion(text)).toEqual(alone);
  });

  it("does not let a question wait for chunks", async () => {
    const finished: string[] = [];
    const chunks = embedChunks(Array(100).fill(words(40))).then(() => finished.push("chunks"));
    const question = embedQuestion("Who approves travel?").then(() => finished.push("question"));
    await Promise.all([chunks, question]);
    expect(finished).toEqual(["question", "chunks"]);
  });

  it("reads a chunk of exactly the model's length, and refuses one token more", async () => {
    const exact = "word ".repeat(embedder.model.maxTokens - 2);
    expect(await embedChunks([exact])).toHaveLength(1);
    await expect(embedChunks([`${exact}more`])).rejects.toMatchObject({
      code: "internal",
      message: expect.stringContaining(String(embedder.model.maxTokens + 1)),
    });
  });

  it("cuts a longer question at the model's length", async () => {
    const exact = "word ".repeat(embedder.model.maxTokens - 2);
    const whole = await embedQuestion(exact);
    expect(await embedQuestion(`${exact} and a tail that no model reads`)).toEqual(whole);
    expect(await embedQuestion(`other ${exact}`)).not.toEqual(whole);
  });

  it("leaves no thread behind when it is closed", async () => {
    const threads = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = threads();
    const another = await openBundledEmbedder();
    await embedChunks(["one", "two", "three"], another);
    expect(threads()).toBeGreaterThan(before);
    await another.close();
    expect(threads()).toBe(before);
    await expect(embedQuestion("still there?", another)).rejects.toMatchObject({ code: "unavailable" });
  });
});
