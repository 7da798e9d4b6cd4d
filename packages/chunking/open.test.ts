import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { type ChunkingSettings, openChunker } from "./index.ts";
import { bagOfWords } from "./testing/embedder.ts";

const tokens = { count: (text: string) => text.split(/\s+/).length };

function open(settings: ChunkingSettings, { maxTokens = 8_190, parentTokens = 1_000 } = {}) {
  return openChunker(settings, { tokens, maxTokens, parentTokens, embedder: bagOfWords(tokens, maxTokens) });
}

test("each strategy has sizes of its own", () => {
  expect(open({ strategy: "structure" }).parameters).toEqual({ size: 240, parent: 1_000 });
  expect(open({ strategy: "parent-child" }).parameters).toEqual({ size: 100, parent: 450 });
  expect(open({ strategy: "recursive" }).parameters).toEqual({ size: 512, overlap: 50, parent: 1_000 });
  expect(open({ strategy: "fixed" }).parameters).toEqual({ size: 512, overlap: 50, parent: 1_000 });
  expect(open({ strategy: "semantic" }).parameters).toEqual({ size: 240, parent: 1_000 });
});

test("a size beyond what the model sees becomes what it sees, the overlap in proportion", () => {
  const bundled = { maxTokens: 240 };
  expect(open({ strategy: "recursive" }, bundled).parameters).toMatchObject({ size: 240, overlap: 23 });
  expect(open({ strategy: "fixed", size: 480, overlap: 200 }, bundled).parameters).toMatchObject({
    size: 240,
    overlap: 100,
  });
  expect(open({ strategy: "structure", size: 1_000 }, bundled).parameters).toMatchObject({ size: 240 });
});

test("a bucket's own sizes hold", () => {
  expect(open({ strategy: "recursive", size: 100 }).parameters).toMatchObject({ size: 100, overlap: 10 });
  expect(open({ strategy: "fixed", size: 100, overlap: 0 }).parameters).toMatchObject({ overlap: 0 });
  expect(open({ strategy: "parent-child", size: 200 }).parameters).toEqual({ size: 200, parent: 600 });
  expect(open({ strategy: "parent-child", size: 200 }, { parentTokens: 500 }).parameters.parent).toBe(500);
});

test("the sizes in effect open the same chunker again", () => {
  const asked: ChunkingSettings[] = [
    { strategy: "structure" },
    { strategy: "parent-child" },
    { strategy: "parent-child", size: 222 },
    { strategy: "recursive" },
    { strategy: "recursive", size: 1_001, overlap: 500 },
    { strategy: "fixed", size: 333, overlap: 100 },
    { strategy: "semantic", size: 100 },
  ];
  for (const settings of asked) {
    const { strategy, parameters } = open(settings, { maxTokens: 240 });
    const { size, overlap, parent = Number.NaN } = parameters;
    const again = open(
      { strategy: settings.strategy, size, overlap },
      { maxTokens: 240, parentTokens: parent },
    );
    expect([again.strategy, again.parameters]).toEqual([strategy, parameters]);
  }
});

test("a chunker is named by its strategy", () => {
  for (const strategy of ["structure", "parent-child", "recursive", "fixed", "semantic"] as const)
    expect(open({ strategy }).strategy).toBe(strategy);
});

test.each<[ChunkingSettings, string, string]>([
  [
    { strategy: "structure", size: 31 },
    "Chunks of 31 tokens cannot be made.",
    "Set chunking.size to a whole number of at least 32, or leave it out.",
  ],
  [
    { strategy: "fixed", size: 99.5 },
    "Chunks of 99.5 tokens cannot be made.",
    "Set chunking.size to a whole number of at least 32, or leave it out.",
  ],
  [
    { strategy: "recursive", size: 100, overlap: 50 },
    "Chunks of 100 tokens cannot overlap by 50.",
    "Set chunking.overlap to a whole number from 0 to 49.",
  ],
  [
    { strategy: "fixed", overlap: 256 },
    "Chunks of 512 tokens cannot overlap by 256.",
    "Set chunking.overlap to a whole number from 0 to 255.",
  ],
  [
    { strategy: "fixed", overlap: -1 },
    "Chunks of 512 tokens cannot overlap by -1.",
    "Set chunking.overlap to a whole number from 0 to 255.",
  ],
  [
    { strategy: "semantic", overlap: 10 },
    "Chunks of the strategy semantic do not overlap.",
    "Leave chunking.overlap out, or choose recursive or fixed.",
  ],
])("%j is refused, with what to do", (settings, message, action) => {
  let error: unknown;
  try {
    open(settings);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(FootnoteError);
  expect(error).toMatchObject({ code: "configuration_invalid", message, action });
});

test("no chunk is made once the signal says stop", async () => {
  const document = {
    title: "A",
    text: "B",
    blocks: [{ kind: "paragraph", start: 0, end: 1 }],
    format: "text",
  };
  for (const strategy of ["structure", "parent-child", "recursive", "fixed", "semantic"] as const) {
    const stopped = open({ strategy }).chunk(document as never, AbortSignal.abort(new Error("stopped")));
    await expect(stopped).rejects.toThrow("stopped");
  }
});
