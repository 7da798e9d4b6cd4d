// Documents with their vectors given, made live one by one in a Postgres of its own as a worker does it, beside a bare COPY of the same
// rows and a build of the same indexes:
//   node eval/speed/durable.ts [--documents 1000] [--at-once 16] [--json]
// The target is .8 of the bare figure: documents that are searched from the moment of their commit, with versions, fences and a record
// of changes, against rows that nobody can search before all of them are there.

import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openAnalyzer } from "@footnote/analysis";
import { type ChunkToStore, type Claim, type NewVersion, segmentsOf } from "@footnote/contracts";
import { openPgStore } from "@footnote/store";
import { Client } from "pg";
import { batchOf } from "../../packages/store/postgres/versions/terms-of.ts";
import { newDatabase } from "../../test/postgres/database.ts";
import { Server } from "../../test/postgres/server.ts";
import { CHUNKS_OF_A_DOCUMENT, MODEL, TENANT, topicOf, vectorOf, wordsOf } from "./generated-chunks.ts";
import { timed } from "./timing.ts";

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "1000" },
    "at-once": { type: "string", default: "16" },
    json: { type: "boolean", default: false },
  },
});
const documents = Number(values.documents);
const chunks = documents * CHUNKS_OF_A_DOCUMENT;
const WORDS_OF_A_CHUNK = 120;
const CHUNKS_OF_A_SECTION = 5;
/** What a document's rows are in: a bare load has to write all of them too. */
const TABLES = ["document", "version", "segment", "live_period", "chunk", "section"];

const versions = Array.from({ length: documents }, (_, at) => generated(at));
const analyzer = openAnalyzer();
const analysis = await timed(async () => {
  for (const version of versions) await batchOf(analyzer, version, version.chunks);
});
const server = await Server.start();
const url = await newDatabase(server.url);
const store = await openPgStore(
  { url, connections: 10, statementMilliseconds: 600_000 },
  { models: [MODEL], analyzer, keepMilliseconds: 86_400_000 },
);
await store.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: ["everyone"] });
const product = await timed(makeLive);
await store.close();
const bare = await load();
await server.close();

const figures = {
  documents,
  chunks,
  documentsPerSecond: documents / (product / 1_000),
  chunksPerSecond: chunks / (product / 1_000),
  bareChunksPerSecond: chunks / ((bare.copy + bare.index) / 1_000),
  ratio: (bare.copy + bare.index) / product,
  shareOfAnalysis: analysis / product,
  bareSeconds: { copy: bare.copy / 1_000, index: bare.index / 1_000 },
};
if (values.json) console.log(JSON.stringify(figures));
else {
  const { documentsPerSecond, chunksPerSecond, bareChunksPerSecond, ratio, shareOfAnalysis } = figures;
  console.log(`${documents} documents of ${CHUNKS_OF_A_DOCUMENT} chunks of ${WORDS_OF_A_CHUNK} words`);
  console.log(`live: ${documentsPerSecond.toFixed(1)} documents/s, ${Math.round(chunksPerSecond)} chunks/s`);
  console.log(
    `bare: ${Math.round(bareChunksPerSecond)} chunks/s (COPY ${(bare.copy / 1_000).toFixed(1)} s, indexes ${(bare.index / 1_000).toFixed(1)} s)`,
  );
  for (const [name, seconds] of bare.indexes) console.log(`   ${name}: ${seconds.toFixed(2)} s`);
  console.log(
    `${ratio.toFixed(2)} of bare (target .8); making terms is ${(shareOfAnalysis * 100).toFixed(0)} % of its time`,
  );
}

/** Claims what is due and makes it live, so many at once, as a worker does. */
async function makeLive(): Promise<void> {
  const keys = versions.map((_, at) => `${at}.md`);
  await store.catalogue.look(TENANT, "docs", keys, "backfill");
  const atOnce = Number(values["at-once"]);
  const running = new Set<Promise<void>>();
  const commit = async (claim: Claim) => {
    const version = versions[Number.parseInt(claim.key, 10)] as NewVersion;
    if (!(await store.catalogue.commit(claim, version))) throw new Error("A claim was lost.");
  };
  for (let live = 0; live < documents; ) {
    const claims = await store.catalogue.claim(TENANT, ["docs"], ["backfill"], atOnce - running.size);
    for (const claim of claims) {
      const work = commit(claim).finally(() => running.delete(work));
      running.add(work);
    }
    live += claims.length;
    await (live < documents ? Promise.race(running) : Promise.all(running));
  }
}

/** The same rows into tables without anything, then their indexes; through files of the server's own, without a client between. */
async function load() {
  const folder = await mkdtemp(join(tmpdir(), "footnote-copy-"));
  await chmod(folder, 0o777);
  const from = new Client({ connectionString: url });
  await from.connect();
  const to = new Client({ connectionString: await newDatabase(server.url) });
  await to.connect();
  for (const extension of ["vector", "pg_textsearch"]) await to.query(`CREATE EXTENSION ${extension}`);
  // Some indexes are of what a function makes of a row.
  await to.query("SET check_function_bodies = off");
  const functions = await from.query<{ definition: string }>(
    `SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
      WHERE p.pronamespace = 'public'::regnamespace AND p.provolatile = 'i' AND l.lanname IN ('sql', 'plpgsql')`,
  );
  for (const { definition } of functions.rows) await to.query(definition);
  const definitions: [name: string, definition: string][] = [];
  for (const table of TABLES) {
    await from.query(`COPY ${table} TO '${join(folder, table)}' (FORMAT binary)`);
    const columns = await from.query<{ definition: string }>(
      `SELECT quote_ident(attname) || ' ' || format_type(atttypid, atttypmod) AS definition FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    await to.query(`CREATE TABLE ${table} (${columns.rows.map(({ definition }) => definition).join(", ")})`);
    const indexes = await from.query<{ name: string; definition: string }>(
      "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND tablename = $1",
      [table],
    );
    for (const { name, definition } of indexes.rows) definitions.push([name, definition]);
  }
  const copy = await timed(async () => {
    for (const table of TABLES) await to.query(`COPY ${table} FROM '${join(folder, table)}' (FORMAT binary)`);
  });
  const indexes: [name: string, seconds: number][] = [];
  for (const [name, definition] of definitions)
    indexes.push([name, (await timed(() => to.query(definition))) / 1_000]);
  await from.end();
  await to.end();
  await rm(folder, { recursive: true });
  const index = indexes.reduce((sum, [, seconds]) => sum + seconds, 0) * 1_000;
  return { copy, index, indexes: indexes.filter(([, seconds]) => seconds > 0.2) };
}

function generated(document: number): NewVersion {
  const texts = Array.from({ length: CHUNKS_OF_A_DOCUMENT }, (_, at) =>
    wordsOf(document * CHUNKS_OF_A_DOCUMENT + at, WORDS_OF_A_CHUNK),
  );
  const text = texts.join("\n\n");
  let end = -2;
  const spans = texts.map((words) => {
    const start = end + 2;
    end = start + words.length;
    return { start, end };
  });
  const made = spans.map((span, ordinal): ChunkToStore => {
    const first = ordinal - (ordinal % CHUNKS_OF_A_SECTION);
    const last = Math.min(first + CHUNKS_OF_A_SECTION, spans.length) - 1;
    const chunk = document * CHUNKS_OF_A_DOCUMENT + ordinal;
    const words = texts[ordinal] ?? "";
    return {
      ...span,
      ordinal,
      headingPath: [`Document ${document}`],
      parent: { start: spans[first]?.start ?? 0, end: spans[last]?.end ?? 0 },
      text: words,
      indexedText: `Document ${document}\n${words}`,
      embedding: vectorOf(topicOf(chunk), chunk),
    };
  });
  const moment = new Date().toISOString();
  return {
    version: `v${document}`,
    pipeline: "speed",
    model: MODEL.id,
    object: { key: `${document}.md`, etag: `e${document}`, size: text.length, modifiedAt: new Date() },
    title: `Document ${document}`,
    format: "markdown",
    pages: null,
    notes: [],
    length: text.length,
    segments: segmentsOf({ text, blocks: spans.map((span) => ({ kind: "paragraph", ...span })) }),
    chunks: made,
    reused: 0,
    times: {
      written: moment,
      noticed: moment,
      claimed: moment,
      fetched: moment,
      parsed: moment,
      embedded: moment,
    },
  };
}
