/**
 * What it is worth that chunks carry their context: search with and without the title, the headings, a table's header row,
 * a list's lead-in and the sentence before a pronoun, on the development questions and, where its folder is given, on a
 * labelled set, of which the title is all the context there is.
 *
 *     npx node eval/quality/context.ts [SCIFACT]
 */
import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openAnalyzer } from "@footnote/analysis";
import { structureChunker } from "@footnote/chunking";
import type { Block, Chunk } from "@footnote/contracts";
import { measureRun, openBeirDataset } from "@footnote/evaluation";
import { openBundledEmbedder, openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import { chunkTokens, PARENT_TOKENS } from "@footnote/service-ingest";
import { rankerOf } from "./context/rank.ts";
import { indexedAs, VARIANTS, type Variant } from "./context/variants.ts";
import { readQuestions } from "./questions.ts";

interface FoundChunk {
  readonly key: string;
  readonly chunk: Chunk;
  readonly blocks: readonly Block[];
  readonly text: string;
}

const DEV = join(import.meta.dirname, "dev");
const SETS = [
  { name: "dev", bucket: join(DEV, "bucket"), questions: join(DEV, "questions.jsonl") },
  {
    name: "18f",
    bucket: join(import.meta.dirname, "../../../shared/corpora/18f-handbook"),
    questions: join(DEV, "questions-18f.jsonl"),
  },
];

const analyzer = openAnalyzer();
const embedder = await openBundledEmbedder();
const chunker = structureChunker({
  tokens: await openTokenCounter(embedder.model.tokenizer.name),
  maxTokens: chunkTokens(embedder.model),
  parentTokens: PARENT_TOKENS,
});
/** Most texts are the same with and without. */
const vectors = new Map<string, Float32Array>();
try {
  for (const set of SETS) {
    if (existsSync(set.bucket)) await measureQuestions(set);
    else console.log(`${set.name}: LEFT OUT, there is no ${set.bucket}`);
  }
  const [labelled] = process.argv.slice(2);
  if (labelled !== undefined) await measureLabelled(labelled);
} finally {
  await embedder.close();
}

async function measureQuestions({ name, bucket, questions }: (typeof SETS)[number]): Promise<void> {
  const chunks: FoundChunk[] = [];
  for await (const entry of glob("**/*", { cwd: bucket, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const key = path.slice(bucket.length + 1);
    chunks.push(...(await chunksOf(key, await readFile(path))));
  }
  const answerable = (await readQuestions(questions)).filter((question) => question.answerable);
  console.log(`${name}: ${chunks.length} chunks, ${answerable.length} questions`);
  for (const variant of VARIANTS) {
    const ranker = await rankerFor(variant, chunks);
    const ranks: number[] = [];
    for (const { question, passages } of answerable) {
      const ranking = await ranker(question);
      const at = ranking.findIndex((position) =>
        passages.some(({ key, quote }) => holds(chunks[position] as FoundChunk, key, quote)),
      );
      ranks.push(at < 0 ? Number.POSITIVE_INFINITY : at + 1);
    }
    const share = (most: number) => ranks.filter((rank) => rank <= most).length;
    const reciprocal = ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length;
    console.log(
      `  ${variant.padEnd(20)} first ${share(1)}, in the first five ${share(5)}, mean reciprocal rank ${reciprocal.toFixed(3)}, ${changed(variant, chunks)} chunks differ`,
    );
  }
}

async function measureLabelled(folder: string): Promise<void> {
  const dataset = await openBeirDataset(folder);
  const chunks: FoundChunk[] = [];
  for await (const { id, title, text } of dataset.corpus()) {
    const blocks: Block[] = [{ kind: "paragraph", start: 0, end: text.length }];
    for (const chunk of await chunker.chunk({ format: "text", title, text, blocks, notes: [] }))
      chunks.push({ key: id, chunk, blocks: [], text });
  }
  console.log(`${folder}: ${chunks.length} chunks, ${dataset.queries.size} queries`);
  for (const variant of ["all", "neither", "no sentence before"] as const) {
    const ranker = await rankerFor(variant, chunks);
    const run = new Map<string, Map<string, number>>();
    for (const [query, question] of dataset.queries) {
      const scores = new Map<string, number>();
      for (const [rank, position] of (await ranker(question)).entries()) {
        const { key } = chunks[position] as FoundChunk;
        if (!scores.has(key)) scores.set(key, -rank);
      }
      run.set(query, scores);
    }
    const measured = measureRun(run, dataset.judgements);
    console.log(
      `  ${variant.padEnd(20)} nDCG@10 ${measured["ndcg@10"]?.mean?.toFixed(4)}, recall@100 ${measured["recall@100"]?.mean?.toFixed(4)}, ${changed(variant, chunks)} chunks differ`,
    );
  }
}

async function chunksOf(key: string, bytes: Uint8Array): Promise<FoundChunk[]> {
  // What cannot be parsed is a dead letter and has no chunks.
  const document = await parseFile({ key, bytes }, DEFAULT_LIMITS).catch(() => undefined);
  if (document === undefined) return [];
  const { blocks, text } = document;
  return (await chunker.chunk(document)).map((chunk) => ({ key, chunk, blocks, text }));
}

async function rankerFor(variant: Variant, chunks: readonly FoundChunk[]) {
  const texts = chunks.map(({ chunk, blocks }) => indexedAs(variant, chunk, blocks));
  const missing = [...new Set(texts)].filter((text) => !vectors.has(text));
  for (const [at, vector] of (
    await embedder.embed(missing, { as: "passage", priority: "background" })
  ).entries())
    vectors.set(missing[at] as string, vector);
  const found = texts.map((text) => vectors.get(text) as Float32Array);
  return rankerOf(texts, found, embedder, analyzer);
}

function changed(variant: Variant, chunks: readonly FoundChunk[]): number {
  return chunks.filter(({ chunk, blocks }) => indexedAs(variant, chunk, blocks) !== chunk.indexedText).length;
}

/** Whether the chunk's own text touches the quote, wherever white space stands in it. */
function holds({ key, chunk, text }: FoundChunk, quotedKey: string, quote: string): boolean {
  if (key !== quotedKey) return false;
  const pattern = quote
    .trim()
    .split(/\s+/)
    .map((word) => RegExp.escape(word))
    .join("\\s+");
  const at = new RegExp(pattern, "u").exec(text);
  return at !== null && at.index < chunk.end && at.index + at[0].length > chunk.start;
}
