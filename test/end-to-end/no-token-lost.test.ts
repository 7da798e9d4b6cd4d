import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type ChunkingStrategy, openChunker } from "@footnote/chunking";
import { type Chunk, type Chunker, FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wronglyCovered } from "../../packages/chunking/testing/coverage.ts";
import { anyDocument } from "../../packages/chunking/testing/documents.ts";
import { bagOfWords } from "../../packages/chunking/testing/embedder.ts";
import { MODEL } from "../../packages/models/transformers-js/model.ts";
import { openTokenizer } from "../../packages/models/transformers-js/tokens.ts";

const ROOT = join(import.meta.dirname, "../..");
// The sample always, real documents where the machine has them.
const FOLDERS = [
  "eval/quality/handbook",
  "../shared/corpora/18f-handbook",
  "../shared/corpora/owasp-asvs",
].filter((folder) => existsSync(join(ROOT, folder)));

const STRATEGIES = ["structure", "parent-child", "recursive", "fixed", "semantic"] as const;
// In place of the model, which would take minutes: it makes semantic chunks end at places of any kind.
const embedder = bagOfWords(await openTokenCounter(MODEL.tokenizer.name), 240);
const parts = {
  tokens: await openTokenCounter(MODEL.tokenizer.name),
  maxTokens: 240,
  parentTokens: 1000,
  embedder,
};
const chunkerOf = (strategy: ChunkingStrategy) => openChunker({ strategy }, parts);
const tokenizer = await openTokenizer();

/** As the model gets it: with the special tokens, and not through the counter that the chunker asks. */
const inputTokens = (chunk: Chunk) => tokenizer.encode(chunk.indexedText).ids.length;

async function expectNothingLost(chunker: Chunker, document: ParsedDocument): Promise<void> {
  const chunks = await chunker.chunk(document);
  expect(chunks.length > 0).toBe(document.text.trim() !== "");
  const { overlap = 0 } = chunker.parameters;
  expect(wronglyCovered(document, chunks, { overlap: overlap > 0 })).toEqual([]);
  for (const { start, end, text, indexedText } of chunks) {
    expect(text.endsWith(document.text.slice(start, end))).toBe(true);
    expect(indexedText.endsWith(text)).toBe(true);
  }
  expect(chunks.filter((chunk) => inputTokens(chunk) > MODEL.maxTokens)).toEqual([]);
}

async function parsed(folder: string): Promise<ParsedDocument[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const documents: ParsedDocument[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const source = { key: relative(folder, path), bytes: await readFile(path) };
    const document = await parseFile(source, DEFAULT_LIMITS).catch((error) => {
      if (error instanceof FootnoteError) return undefined;
      throw error;
    });
    if (document !== undefined) documents.push(document);
  }
  return documents;
}

describe("no token of any document lies beyond what the model sees", () => {
  test.each(FOLDERS)(
    "of the files in %s",
    async (folder) => {
      const documents = await parsed(join(ROOT, folder));
      expect(documents.length).toBeGreaterThan(5);
      for (const document of documents) {
        for (const strategy of STRATEGIES) await expectNothingLost(chunkerOf(strategy), document);
      }
    },
    180_000,
  );

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
