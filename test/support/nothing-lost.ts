import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type ChunkingStrategy, openChunker } from "@footnote/chunking";
import { type Chunk, type Chunker, FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import { expect } from "vitest";
import { wronglyCovered } from "../../packages/chunking/testing/coverage.ts";
import { bagOfWords } from "../../packages/chunking/testing/embedder.ts";
import { MODEL } from "../../packages/models/transformers-js/model.ts";
import { openTokenizer } from "../../packages/models/transformers-js/tokens.ts";

export const STRATEGIES = ["structure", "parent-child", "recursive", "fixed", "semantic"] as const;
// In place of the model, which would take minutes: it makes semantic chunks end at places of any kind.
const embedder = bagOfWords(await openTokenCounter(MODEL.tokenizer.name), 240);
const parts = {
  tokens: await openTokenCounter(MODEL.tokenizer.name),
  maxTokens: 240,
  parentTokens: 1000,
  embedder,
};
export const chunkerOf = (strategy: ChunkingStrategy) => openChunker({ strategy }, parts);
const tokenizer = await openTokenizer();

/** As the model gets it: with the special tokens, and not through the counter that the chunker asks. */
export const inputTokens = (chunk: Chunk) => tokenizer.encode(chunk.indexedText).ids.length;

/** That no token of the document lies beyond what the model sees, and every character of it in a chunk. */
export async function expectNothingLost(chunker: Chunker, document: ParsedDocument): Promise<void> {
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

/** Of every file in the folder that can be read, and by every strategy. */
export async function expectNothingLostOf(folder: string): Promise<void> {
  const documents = await parsed(folder);
  expect(documents.length).toBeGreaterThan(5);
  for (const document of documents) {
    for (const strategy of STRATEGIES) await expectNothingLost(chunkerOf(strategy), document);
  }
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
