import type { TokenCounter } from "@footnote/contracts";
import { describe, expect, it } from "vitest";
import { type ChunkingStrategy, openChunker } from "./index.ts";
import { documentOf, type Written } from "./testing/documents.ts";
import { bagOfWords } from "./testing/embedder.ts";
import { paragraphOf, randomBy } from "./testing/prose.ts";

const words: TokenCounter = { count: (text) => text.split(/\s+/).filter((word) => word !== "").length };
const STRATEGIES = ["structure", "parent-child", "recursive", "fixed", "semantic"] as const;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

async function indexed(strategy: ChunkingStrategy, written: readonly Written[]): Promise<string[]> {
  const parts = { tokens: words, maxTokens: 240, parentTokens: 1000, embedder: bagOfWords(words, 240) };
  const chunks = await openChunker({ strategy }, parts).chunk(documentOf("Handbook", written));
  return chunks.map(({ indexedText }) => indexedText);
}

/** About 50 chunks of any strategy: a topic every three paragraphs, a heading every eight. */
function sections(strategy: ChunkingStrategy, seed: number): Written[] {
  const random = randomBy(seed);
  const paragraphs = strategy === "parent-child" ? 76 : 184;
  return Array.from({ length: paragraphs }, (_, at): Written[] => {
    const paragraph = paragraphOf(Math.floor(at / 3), random);
    return at % 8 === 0 ? [{ kind: "heading", level: 1, text: `Section ${at}` }, paragraph] : [paragraph];
  }).flat();
}

const withoutHeadings = (written: readonly Written[]) => written.filter(({ kind }) => kind !== "heading");

/** Everything as one paragraph, as of a text file whose line breaks were lost. */
const asWall = (written: readonly Written[]): Written[] => [
  { kind: "paragraph", text: withoutHeadings(written).map(textOf).join(" ") },
];
const textOf = (block: Written) => ("text" in block ? block.text : "");

interface Edit {
  readonly before: Written[];
  readonly edited: Written[];
  readonly inserted: Written[];
}

function editsInTheMiddle(strategy: ChunkingStrategy, seed: number): Edit {
  const before = sections(strategy, seed);
  const place = before.findIndex(({ kind }, at) => 2 * at >= before.length && kind === "paragraph");
  const text = textOf(before[place] as Written).replace(/\S+\./, "something else entirely.");
  return {
    before,
    edited: before.with(place, { kind: "paragraph", text }),
    inserted: before.toSpliced(place, 0, paragraphOf(7, randomBy(seed + 1000))),
  };
}

/** The share of the chunks after an edit that were there before it, so that their vectors are reused; the mean over seeds. */
async function unchanged(
  strategy: ChunkingStrategy,
  edit: "edited" | "inserted",
  form: (written: readonly Written[]) => readonly Written[],
): Promise<number> {
  let sum = 0;
  for (const seed of SEEDS) {
    const edits = editsInTheMiddle(strategy, seed);
    sum += await shareKept(strategy, form(edits.before), form(edits[edit]));
  }
  return sum / SEEDS.length;
}

async function shareKept(
  strategy: ChunkingStrategy,
  before: readonly Written[],
  after: readonly Written[],
): Promise<number> {
  const known = new Set(await indexed(strategy, before));
  const found = await indexed(strategy, after);
  expect(found.length).toBeGreaterThan(33);
  return found.filter((text) => known.has(text)).length / found.length;
}

describe.each(STRATEGIES)("with %s chunks, of a document of 50", (strategy) => {
  it("at least 90 % stay as they are when a paragraph in the middle is edited", async () => {
    expect(await unchanged(strategy, "edited", (written) => written)).toBeGreaterThan(0.9);
  });

  it("at least 90 % stay as they are when a paragraph is put into the middle", async () => {
    expect(await unchanged(strategy, "inserted", (written) => written)).toBeGreaterThan(0.9);
  });

  it("at least 90 % stay as they are though no heading stops the change", async () => {
    expect(await unchanged(strategy, "edited", withoutHeadings)).toBeGreaterThan(0.9);
    expect(await unchanged(strategy, "inserted", withoutHeadings)).toBeGreaterThan(0.9);
  });

  it("at least 85 % stay as they are though everything is a single paragraph", async () => {
    expect(await unchanged(strategy, "edited", asWall)).toBeGreaterThan(0.85);
    expect(await unchanged(strategy, "inserted", asWall)).toBeGreaterThan(0.85);
  });

  it("at least 90 % stay as they are when a row is put into a giant table", async () => {
    const random = randomBy(3);
    const row = () => Array.from({ length: 6 }, () => `cell${Math.floor(1000 * random())}`);
    const rows = Array.from({ length: strategy === "parent-child" ? 320 : 1000 }, row);
    const table = (body: string[][]): Written[] => [
      { kind: "table", headerRows: 1, rows: [["A", "B", "C", "D", "E", "F"], ...body] },
    ];
    const shares: number[] = [];
    for (const place of [0.3, 0.4, 0.5, 0.6, 0.7].map((share) => Math.floor(share * rows.length))) {
      shares.push(await shareKept(strategy, table(rows), table(rows.toSpliced(place, 0, row()))));
    }
    expect(shares.reduce((sum, share) => sum + share) / shares.length).toBeGreaterThan(0.9);
  });
});
