import type { Embedder } from "@footnote/contracts";
import { expect, test } from "vitest";
import { withKnownVectors } from "./known-vectors.ts";
import { bagOfWords, wordEmbedder } from "./testing/passages.ts";

const PASSAGE = { as: "passage", priority: "question" } as const;
const QUESTION = { as: "question", priority: "question" } as const;

function counted(): { embedder: Embedder; asked: string[] } {
  const asked: string[] = [];
  const embed: Embedder["embed"] = (texts, how) => {
    asked.push(...texts);
    return wordEmbedder.embed(texts, how);
  };
  return { embedder: { ...wordEmbedder, embed }, asked };
}

test("a passage that was compared before is not computed again, and each text gets its own vector", async () => {
  const { embedder, asked } = counted();
  const knowing = withKnownVectors(embedder);
  await knowing.embed(["leave is booked", "rooms are free"], PASSAGE);
  const vectors = await knowing.embed(["expenses", "rooms are free", "leave is booked"], PASSAGE);
  expect(asked).toEqual(["leave is booked", "rooms are free", "expenses"]);
  expect(vectors).toEqual(["expenses", "rooms are free", "leave is booked"].map(bagOfWords));
});

test("questions are computed each time: what a person asked is not kept", async () => {
  const { embedder, asked } = counted();
  const knowing = withKnownVectors(embedder);
  await knowing.embed(["when?"], QUESTION);
  await knowing.embed(["when?"], QUESTION);
  expect(asked).toEqual(["when?", "when?"]);
});

test("no more is kept than there is room for: the longest unused goes first", async () => {
  const { embedder, asked } = counted();
  const [vector] = await wordEmbedder.embed(["one"], PASSAGE);
  const roomForTwo = 2 * ((vector as Float32Array).byteLength + 400);
  const knowing = withKnownVectors(embedder, { mostBytes: roomForTwo });
  for (const text of ["one", "two", "one", "three", "one", "two"]) await knowing.embed([text], PASSAGE);
  expect(asked).toEqual(["one", "two", "three", "two"]);
});
