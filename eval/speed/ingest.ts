// Chunks per second of a whole ingest (watch, fetch, parse, chunk, embed, index) beside the bare ONNX session on the
// same texts, taking turns in one run:  node eval/speed/ingest.ts FOLDER [--json]
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { structureChunker } from "@footnote/chunking";
import { BUNDLED_MODEL, openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import { loadConfiguration } from "@footnote/runtime";
import { chunkTokens, PARENT_TOKENS } from "@footnote/service-ingest";
import { openEmbedded } from "../../services/cli/embedded.ts";
import { settled, statusOf } from "../../services/cli/settled.ts";
import { BATCH_TOKENS, openBareSession } from "./bare-session.ts";
import { percentile, timed } from "./timing.ts";

const TURNS = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("Usage: node eval/speed/ingest.ts FOLDER [--json]");

const texts = await chunksOf(folder);
const session = await openBareSession();
const inputs = session.prepare(texts, BATCH_TOKENS);
await session.run(inputs.slice(0, 5));
const rates = { footnote: [] as number[], session: [] as number[] };
for (let turn = 0; turn < TURNS; turn++) {
  rates.footnote.push((1000 * texts.length) / (await ingest(folder)));
  rates.session.push((1000 * texts.length) / (await timed(() => session.run(inputs))));
}

const ratios = rates.footnote.map((rate, turn) => rate / (rates.session[turn] ?? Number.NaN));
const report = {
  chunks: texts.length,
  footnotePerSecond: percentile(rates.footnote, 0.5),
  sessionPerSecond: percentile(rates.session, 0.5),
  ratio: percentile(ratios, 0.5),
  ratios,
};
if (values.json) console.log(JSON.stringify(report));
else {
  console.log(`${report.chunks} chunks, median of ${TURNS} turns`);
  console.log(
    `whole ingest      ${report.footnotePerSecond.toFixed(1)} chunks/s   ratio ${report.ratio.toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(", ")})`,
  );
  console.log(`bare ONNX session ${report.sessionPerSecond.toFixed(1)} chunks/s`);
}

/** Milliseconds from watching an unknown folder until all of it is answerable, on a fresh index. */
async function ingest(bucket: string): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), "footnote-speed-"));
  const footnote = await openEmbedded(
    loadConfiguration({
      environment: {},
      directory: data,
      overrides: { data: join(data, "index"), log: "error" },
    }),
  );
  try {
    return await timed(async () => {
      const { reconciled } = await footnote.watch([{ name: "speed", folder: bucket, readers: ["everyone"] }]);
      await reconciled;
      await settled(statusOf(footnote), () => undefined);
    });
  } finally {
    await footnote.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function chunksOf(bucket: string): Promise<string[]> {
  const chunker = structureChunker({
    tokens: await openTokenCounter(BUNDLED_MODEL.tokenizer.name),
    maxTokens: chunkTokens(BUNDLED_MODEL),
    parentTokens: PARENT_TOKENS,
  });
  const found: string[] = [];
  for (const entry of await readdir(bucket, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // What cannot be parsed is a dead letter and has no chunks.
    const document = await parseFile(
      { key: relative(bucket, path), bytes: await readFile(path) },
      DEFAULT_LIMITS,
    ).catch(() => undefined);
    if (document !== undefined)
      found.push(...(await chunker.chunk(document)).map((chunk) => chunk.indexedText));
  }
  return found;
}
