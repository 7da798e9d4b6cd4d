import { FootnoteError } from "@footnote/contracts";
import { describe, expect, it } from "vitest";
import { openChunker } from "../index.ts";
import { documentOf, type Written } from "../testing/documents.ts";
import { bagOfWords } from "../testing/embedder.ts";
import { randomBy } from "../testing/prose.ts";
import { percentile } from "./topics.ts";

const tokens = { count: (text: string) => text.split(/\s+/).filter((word) => word !== "").length };
const parts = { tokens, maxTokens: 120, parentTokens: 1_000 };

async function texts(written: readonly Written[], embedder = bagOfWords(tokens, 120)): Promise<string[]> {
  const chunker = openChunker({ strategy: "semantic" }, { ...parts, embedder });
  return (await chunker.chunk(documentOf("Handbook", written))).map(({ text }) => text);
}

const TOPICS = ["boat harbour sail anchor", "bread flour oven yeast", "court judge verdict appeal"];

/** Sentences of one topic after the other, all in one paragraph. */
function paragraphAbout(topics: readonly string[], sentences: number): Written {
  const random = randomBy(1);
  const about = (topic: string) =>
    Array.from({ length: sentences }, () => {
      const words = Array.from({ length: 7 }, () => topic.split(" ")[Math.floor(4 * random())]);
      return `The ${words.join(" ")}.`;
    });
  return { kind: "paragraph", text: topics.flatMap(about).join(" ") };
}

const topicsIn = (text: string) =>
  TOPICS.filter((topic) => topic.split(" ").some((word) => text.includes(word)));

describe("semantic chunks", () => {
  it("end where the text turns to something else", async () => {
    const found = await texts([paragraphAbout(TOPICS, 8)]);
    const mixed = found.filter((text) => topicsIn(text).length > 1);
    // At most the sentence beside a border, whose group holds words of both topics.
    expect(found.flatMap(topicsIn).length - found.length).toBe(mixed.length);
    for (const text of mixed) {
      const sentences = text.split(/(?<=\.) /);
      const counts = TOPICS.map((topic) => sentences.filter((each) => topicsIn(each).includes(topic)).length);
      expect(counts.toSorted()[1]).toBeLessThanOrEqual(1);
    }
    expect(found.length).toBeLessThanOrEqual(6);
  });

  it("are no crumbs, however often the topic changes", async () => {
    const changing = Array.from({ length: 60 }, (_, at) => TOPICS[at % 3] as string);
    for (const text of await texts([paragraphAbout(changing, 1)]))
      expect(tokens.count(text)).toBeGreaterThanOrEqual(15);
  });

  it("of one long topic are divided by size", async () => {
    const found = await texts([paragraphAbout(TOPICS.slice(0, 1), 40)]);
    expect(found.length).toBeGreaterThan(2);
    expect(found.length).toBeLessThan(12);
  });

  it("cost no question to the model where a section is too short for two topics", async () => {
    const embedder = bagOfWords(tokens, 120);
    await texts([{ kind: "paragraph", text: "Ask first. Then go." }], embedder);
    expect(embedder.batches).toEqual([]);
  });

  it("ask the model for few sentences at a time, however long the text", async () => {
    const embedder = bagOfWords(tokens, 120);
    await texts([paragraphAbout(TOPICS, 100)], embedder);
    expect(embedder.batches.reduce((sum, size) => sum + size)).toBe(300);
    expect(Math.max(...embedder.batches)).toBeLessThanOrEqual(64);
  });

  it("fail as the model does, and are not asked for once the signal says stop", async () => {
    const stop = new AbortController();
    const failure = new FootnoteError("embedding_failed", "The model is away.", { action: "Wait." });
    let asked = 0;
    const embedder = {
      embedChunks: (_texts: readonly string[], signal?: AbortSignal) => {
        asked++;
        expect(signal).toBe(stop.signal);
        stop.abort();
        return Promise.resolve(_texts.map(() => new Float32Array([1, 0])));
      },
    };
    const document = documentOf("Handbook", [paragraphAbout(TOPICS, 100)]);
    const stopped = openChunker({ strategy: "semantic" }, { ...parts, embedder }).chunk(
      document,
      stop.signal,
    );
    await expect(stopped).rejects.toThrow("aborted");
    expect(asked).toBe(1);
    const failing = { embedChunks: () => Promise.reject(failure) };
    const failed = openChunker({ strategy: "semantic" }, { ...parts, embedder: failing }).chunk(document);
    await expect(failed).rejects.toBe(failure);
  });
});

describe("the percentile", () => {
  it("is the least value that the share of all does not exceed, and above everything where there is none", () => {
    expect(percentile(Float64Array.of(3, 1, 2, 5, 4, 6, 7, 8, 9, 10), 0.9)).toBe(9);
    expect(percentile(Float64Array.of(1, 2), 0.9)).toBe(2);
    expect(percentile(new Float64Array(), 0.9)).toBe(Number.POSITIVE_INFINITY);
  });
});
