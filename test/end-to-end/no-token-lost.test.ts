import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { structureChunker } from "@footnote/chunking";
import { type Chunk, FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wronglyCovered } from "../../packages/chunking/testing/coverage.ts";
import { anyDocument } from "../../packages/chunking/testing/documents.ts";
import { MODEL } from "../../packages/models/transformers-js/model.ts";
import { openTokenizer } from "../../packages/models/transformers-js/tokens.ts";

const ROOT = join(import.meta.dirname, "../..");
// The sample always, real documents where the machine has them.
const FOLDERS = [
  "eval/quality/handbook",
  "../shared/corpora/18f-handbook",
  "../shared/corpora/owasp-asvs",
].filter((folder) => existsSync(join(ROOT, folder)));

const chunker = structureChunker({ tokens: await openTokenCounter(), maxTokens: 240, parentTokens: 1000 });
const tokenizer = await openTokenizer();

/** As the model gets it: with the special tokens, and not through the counter that the chunker asks. */
const inputTokens = (chunk: Chunk) => tokenizer.encode(chunk.indexedText).ids.length;

function expectNothingLost(document: ParsedDocument, chunks: readonly Chunk[]): void {
  expect(wronglyCovered(document, chunks)).toEqual([]);
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
        const chunks = await chunker.chunk(document);
        expect(chunks.length).toBeGreaterThan(0);
        expectNothingLost(document, chunks);
      }
    },
    180_000,
  );

  test("of documents made to break it", async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) =>
        expectNothingLost(document, await chunker.chunk(document)),
      ),
      { numRuns: 150 },
    );
  });

  test("and the check would see a token too many", async () => {
    const [chunk] = await chunker.chunk({
      title: "Words",
      text: "word ".repeat(400).trim(),
      blocks: [{ kind: "paragraph", start: 0, end: 1999 }],
      format: "text",
    });
    expect(chunk).toBeDefined();
    if (chunk === undefined) return;
    expect(inputTokens(chunk)).toBeGreaterThan(150);
    expect(inputTokens({ ...chunk, indexedText: "word ".repeat(400) })).toBe(402);
  });
});
