import type { EmbeddingModel } from "@footnote/contracts";
import { BUNDLED_MODEL } from "@footnote/models";
import { expect, test } from "vitest";
import { chunkTokens } from "./pipeline-factory.ts";

const foreign: EmbeddingModel = {
  ...BUNDLED_MODEL,
  id: "another-model",
  tokenizer: { name: BUNDLED_MODEL.tokenizer.name, counts: "estimated" },
};

test("a chunk takes all but a margin of what the model sees where its own tokenizer counts", () => {
  expect(chunkTokens(BUNDLED_MODEL)).toBe(240);
  expect(chunkTokens({ ...BUNDLED_MODEL, maxTokens: 512 })).toBe(480);
});

test("where another tokenizer stands in a fifth is kept free, whatever number of tokens the model sees", () => {
  expect(chunkTokens(foreign)).toBe(204);
  expect(chunkTokens({ ...foreign, maxTokens: 8_192 })).toBe(6_553);
});

test("what is put before a passage takes room of it", () => {
  expect(chunkTokens({ ...BUNDLED_MODEL, prefixes: { question: "", passage: "passage: " } })).toBe(231);
});
