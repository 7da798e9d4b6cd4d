import { describe, expect, it } from "vitest";
import { openChunker } from "../index.ts";
import { documentOf, type Written } from "../testing/documents.ts";
import { bagOfWords } from "../testing/embedder.ts";

const tokens = { count: (text: string) => text.split(/\s+/).filter((word) => word !== "").length };

/** The title takes one token of each chunk. */
async function texts(written: readonly Written[], size = 41, overlap = 0): Promise<string[]> {
  const parts = { tokens, maxTokens: 500, parentTokens: 1_000, embedder: bagOfWords(tokens, 500) };
  const chunker = openChunker({ strategy: "fixed", size, overlap }, parts);
  return (await chunker.chunk(documentOf("Handbook", written))).map(({ text }) => text);
}

const run = (length: number) => Array.from({ length }, (_, at) => `w${at}`);

describe("fixed chunks", () => {
  it("are windows of the asked number of tokens, whatever the text says there", async () => {
    const words = run(2_000);
    const lengths = (await texts([{ kind: "paragraph", text: words.join(" ") }])).map(tokens.count);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(2_000);
    const full = lengths.filter((length) => length === 40);
    expect(full.length).toBeGreaterThan(0.5 * lengths.length);
    // The last of all may be a remainder.
    for (const length of lengths.slice(0, -1)) expect(length).toBeGreaterThanOrEqual(10);
  });

  it("begin with the last words of the one before", async () => {
    const found = (await texts([{ kind: "paragraph", text: run(500).join(" ") }], 41, 8)).map((text) =>
      text.split(" "),
    );
    expect(found.length).toBeGreaterThan(10);
    expect(found.slice(1).map((words) => words.slice(0, 8))).toEqual(
      found.slice(0, -1).map((words) => words.slice(-8)),
    );
  });

  it("cut a word that is longer than they are between code points", async () => {
    const word = "𝐚".repeat(2_000);
    const found = await texts([{ kind: "paragraph", text: word }]);
    expect(found.length).toBeGreaterThan(5);
    expect(found.join("")).toBe(word);
    for (const text of found) expect(text.isWellFormed()).toBe(true);
  });

  it("begin anew at every heading, and name it", async () => {
    const written: Written[] = [
      { kind: "paragraph", text: run(50).join(" ") },
      { kind: "heading", level: 1, text: "Leave" },
      { kind: "paragraph", text: "Ask first." },
    ];
    expect((await texts(written)).at(-1)).toBe("Ask first.");
  });
});
