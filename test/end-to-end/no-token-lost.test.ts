import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyDocument } from "../../packages/chunking/testing/documents.ts";
import {
  chunkerOf,
  expectNothingLost,
  expectNothingLostOf,
  inputTokens,
  STRATEGIES,
} from "../support/nothing-lost.ts";

describe("no token of any document lies beyond what the model sees", () => {
  test("of the files in the sample handbook", () =>
    expectNothingLostOf(join(import.meta.dirname, "../../eval/quality/handbook")));

  test.each(STRATEGIES)("of documents made to break it, with %s chunks", async (strategy) => {
    const chunker = chunkerOf(strategy);
    await fc.assert(
      fc.asyncProperty(anyDocument, (document) => expectNothingLost(chunker, document)),
      { numRuns: 50 },
    );
  });

  test("and the check would see a token too many", async () => {
    const [chunk] = await chunkerOf("structure").chunk({
      title: "Words",
      text: "word ".repeat(400).trim(),
      blocks: [{ kind: "paragraph", start: 0, end: 1999 }],
      format: "text",
      notes: [],
    });
    expect(chunk).toBeDefined();
    if (chunk === undefined) return;
    expect(inputTokens(chunk)).toBeGreaterThan(150);
    expect(inputTokens({ ...chunk, indexedText: "word ".repeat(400) })).toBe(402);
  });
});
