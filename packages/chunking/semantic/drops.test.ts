import { expect, test } from "vitest";
import { documentOf } from "../testing/documents.ts";
import { bagOfWords } from "../testing/embedder.ts";
import { dropsBetween } from "./drops.ts";
import type { Sentence } from "./sentences.ts";

const measure = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;
const tokens = { count: measure };

/** 200 sentences, about one thing up to number 64 and about another from there on. */
const written = Array.from({ length: 200 }, (_, at) => (at < 64 ? "Sail on." : "Bake it."));
const { text, blocks } = documentOf("Handbook", [{ kind: "paragraph", text: written.join(" ") }]);
const sentences: Sentence[] = written.map((_, at) => ({
  start: 9 * at,
  end: 9 * at + 8,
  cost: 2,
  lead: 0,
  breakBefore: 0,
  block: blocks[0] as Sentence["block"],
}));

test("a sentence is compared with the one before, also where that was in the batch before", async () => {
  const limit = { measure, maxTokens: 120 };
  const drops = await dropsBetween(text, sentences, bagOfWords(tokens, 120), limit, undefined);
  expect(drops).toHaveLength(200);
  const deep = [...drops].flatMap((drop, at) => (drop > 0.05 ? [at] : []));
  // 63 and 64 have a neighbour on the other side, so their groups hold both.
  expect(deep).toEqual([63, 64, 65]);
});

test("a group is as much of a sentence's neighbours as the model sees", async () => {
  const seen: string[] = [];
  const embedder = {
    embedChunks: async (texts: readonly string[]) => {
      seen.push(...texts);
      return texts.map(() => new Float32Array([1]));
    },
  };
  const groupsWith = async (maxTokens: number) => {
    seen.length = 0;
    await dropsBetween(text, sentences.slice(0, 3), embedder, { measure, maxTokens }, undefined);
    return [...seen];
  };
  expect(await groupsWith(6)).toEqual([
    "Sail on. Sail on.",
    "Sail on. Sail on. Sail on.",
    "Sail on. Sail on.",
  ]);
  expect(await groupsWith(5)).toEqual(["Sail on. Sail on.", "Sail on. Sail on.", "Sail on. Sail on."]);
  expect(await groupsWith(3)).toEqual(["Sail on.", "Sail on.", "Sail on."]);
});
