// A hybrid search over the same generated chunks on each store, for who sees everything and who sees one document of a hundred; what a
// chunk takes up; and how many of the ten nearest are found:
//   node eval/speed/stores.ts [--chunks 100000] [--questions 100] [--stores pglite,postgres,weaviate] [--json]
// Questions are vectors already: an embedder would take most of the time. Weaviate is measured beside the Postgres that it follows.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { CachingStore, ChunkIndex } from "@footnote/contracts";
import { search } from "@footnote/retrieval";
import { openWeaviateIndex } from "@footnote/store";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { openPgClient } from "../../packages/store/pg/client.ts";
import { requireExtensions } from "../../packages/store/pg/extensions.ts";
import { openPgliteClient } from "../../packages/store/pglite/client.ts";
import { storeOn } from "../../packages/store/pglite/open.ts";
import type { SqlClient } from "../../packages/store/postgres/connection/sql-client.ts";
import { openPostgresStore } from "../../packages/store/postgres/store.ts";
import { newDatabase as newDirectory } from "../../packages/store/testing/new-database.ts";
import { newDatabase } from "../../test/postgres/database.ts";
import { Server as PostgresServer } from "../../test/postgres/server.ts";
import { Server as WeaviateServer } from "../../test/weaviate/server.ts";
import {
  chunkUuid,
  generateChunks,
  MODEL,
  READERS,
  TENANT,
  topicOf,
  vectorOf,
  wordsOf,
} from "./generated-chunks.ts";
import { percentile } from "./timing.ts";

const { values } = parseArgs({
  options: {
    chunks: { type: "string", default: "100000" },
    questions: { type: "string", default: "100" },
    stores: { type: "string", default: "pglite,postgres,weaviate" },
    json: { type: "boolean", default: false },
  },
});
const chunks = Number(values.chunks);
const wanted = new Set(values.stores.split(","));
const NEAREST = 10;
const WORDS_OF_A_QUESTION = 6;
/** Not measured: they fill what is kept in memory. */
const WARM_UPS = 10;

const questions = Array.from({ length: Number(values.questions) }, (_, at) => {
  const about = (at * 7_919) % chunks;
  return {
    words: wordsOf(about + 20_000_000, WORDS_OF_A_QUESTION),
    vector: vectorOf(topicOf(about), 30_000_000 + at),
  };
});
const say = (line: string) => process.stderr.write(`${line}\n`);
const exact = nearestOf();

interface Measured {
  readonly loadedInSeconds: number;
  readonly bytesOnDisk: number;
  readonly bytesInMemory: number | null;
  readonly readers: Record<string, { p50: number; p99: number; recall: number; candidates: number }>;
}
const measured: Record<string, Measured> = {};

if (wanted.has("pglite")) {
  const directory = await mkdtemp(join(tmpdir(), "footnote-stores-"));
  await newDirectory(join(directory, "postgres"));
  const client = await openPgliteClient(join(directory, "postgres"));
  const clock = { now: () => new Date(), elapsed: () => performance.now() };
  const store = await storeOn(client, { ...STORE(), ...clock });
  measured.pglite = await measureStore("pglite", client, store);
  await store.close();
  await rm(directory, { recursive: true });
}
if (wanted.has("postgres") || wanted.has("weaviate")) {
  const server = await PostgresServer.start();
  const url = await newDatabase(server.url);
  const client = await openPgClient({ url, connections: 6, statementMilliseconds: 600_000 });
  await requireExtensions(client);
  const clock = { now: () => new Date(), elapsed: () => performance.now() };
  const store = await openPostgresStore(client, {
    ...STORE(),
    ...clock,
    graph: { links: 16, construction: 200, isRemade: false },
    autovacuum: true,
  });
  measured.postgres = await measureStore("postgres", client, store);
  if (wanted.has("weaviate")) measured.weaviate = await measureWeaviate(store);
  await store.close();
  await server.close();
}

if (values.json) console.log(JSON.stringify({ chunks, questions: questions.length, measured }));
else print();

function STORE() {
  return { models: [MODEL], analyzer: wordAnalyzer, keepMilliseconds: 86_400_000 };
}

async function measureStore(name: string, client: SqlClient, store: CachingStore): Promise<Measured> {
  const before = await bytesOf(client);
  const began = performance.now();
  await generateChunks(client, chunks, (done) => {
    if (done % 10_000 === 0)
      say(`${name}: ${done} chunks, ${Math.round((performance.now() - began) / 1_000)} s`);
  });
  const loadedInSeconds = (performance.now() - began) / 1_000;
  return {
    loadedInSeconds,
    bytesOnDisk: ((await bytesOf(client)) - before) / chunks,
    bytesInMemory: null,
    readers: await ask(name, store, store.index),
  };
}

async function bytesOf(client: SqlClient): Promise<number> {
  const [row] = await client.query<{ bytes: bigint }>("SELECT pg_database_size(current_database()) AS bytes");
  return Number(row?.bytes ?? 0);
}

async function measureWeaviate(store: CachingStore): Promise<Measured> {
  const server = await WeaviateServer.start();
  const index = await openWeaviateIndex({
    url: server.url,
    grpcUrl: server.grpcUrl,
    apiKey: undefined,
    collection: "Speed",
    models: [MODEL],
    source: store.indexSource,
    builds: store.indexBuilds,
    onTrouble: (error) => say(error.message),
  });
  const memoryBefore = await memoryOf(server.pid);
  const began = performance.now();
  const build = await index.begin();
  await store.changes.begin(build);
  let written = 0;
  for (let after: string | undefined; ; ) {
    const page = (await store.indexSource.liveAfter(after, 200)).map(({ document }) => document);
    await index.write(build, page);
    written += page.length;
    if (written % 2_000 === 0)
      say(`weaviate: ${written} documents, ${Math.round((performance.now() - began) / 1_000)} s`);
    after = page.at(-1);
    if (page.length < 200) break;
  }
  while (!(await index.isSettled(build))) await setTimeout(100);
  const loadedInSeconds = (performance.now() - began) / 1_000;
  await store.indexBuilds.listed(build, undefined, true);
  await index.serve(build);
  // Memtables are written down two seconds after the last change.
  await setTimeout(4_000);
  const readers = await ask("weaviate", store, index);
  const disk = Number(execFileSync("du", ["-sb", server.folder], { encoding: "utf8" }).split("\t")[0]);
  const figures = {
    loadedInSeconds,
    bytesOnDisk: disk / chunks,
    bytesInMemory: ((await memoryOf(server.pid)) - memoryBefore) / chunks,
    readers,
  };
  await index.close();
  await server.close();
  return figures;
}

/** Resident, in bytes. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024;
}

async function ask(name: string, store: CachingStore, index: ChunkIndex): Promise<Measured["readers"]> {
  const readers: Measured["readers"] = {};
  for (const [who, principal] of Object.entries(READERS)) {
    const reader = await store.passages.resolve({ tenant: TENANT, principals: [principal] });
    const times: number[] = [];
    let found = 0;
    let candidates = 0;
    for (const [at, { words, vector }] of [...questions.slice(0, WARM_UPS), ...questions].entries()) {
      const began = performance.now();
      const result = await search({ indexes: [index], passages: store.passages }, reader, {
        question: words,
        questionVectors: [{ model: MODEL, vector }],
        limit: NEAREST,
        fusion: "min-max",
        system: "hybrid",
        asOf: undefined,
      });
      if (at < WARM_UPS) continue;
      times.push(performance.now() - began);
      candidates += result.candidates.length;
      const hits = await index.dense(reader, MODEL, vector, NEAREST, undefined);
      const nearest = exact(principal, at - WARM_UPS);
      found += hits.filter(({ chunk }) => nearest.has(chunk)).length / nearest.size;
    }
    const count = questions.length;
    readers[who] = {
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      recall: found / count,
      candidates: candidates / count,
    };
    say(`${name}: ${who} ${JSON.stringify(readers[who])}`);
  }
  return readers;
}

/** Compares each vector, once for all stores. */
function nearestOf(): (principal: string, question: number) => ReadonlySet<string> {
  const best = { [READERS.all]: [] as [number, number][][], [READERS.few]: [] as [number, number][][] };
  for (const lists of Object.values(best)) lists.push(...questions.map(() => [] as [number, number][]));
  for (let chunk = 0; chunk < chunks; chunk++) {
    const vector = vectorOf(topicOf(chunk), chunk);
    const isFew = Math.floor(chunk / 10) % 100 === 0;
    for (const [at, question] of questions.entries()) {
      let score = 0;
      for (let entry = 0; entry < vector.length; entry++)
        score += (vector[entry] ?? 0) * (question.vector[entry] ?? 0);
      keep(best[READERS.all][at], chunk, score);
      if (isFew) keep(best[READERS.few][at], chunk, score);
    }
  }
  return (principal, question) =>
    new Set((best[principal as keyof typeof best][question] ?? []).map(([chunk]) => chunkUuid(chunk)));
}

function keep(list: [number, number][] | undefined, chunk: number, score: number): void {
  if (list === undefined || (list.length === NEAREST && score <= (list.at(-1)?.[1] ?? 0))) return;
  list.push([chunk, score]);
  list.sort((one, other) => other[1] - one[1]);
  list.length = Math.min(list.length, NEAREST);
}

function print(): void {
  const base = measured.postgres?.readers.all?.p50;
  for (const [name, { loadedInSeconds, bytesOnDisk, bytesInMemory, readers }] of Object.entries(measured)) {
    const memory = bytesInMemory === null ? "" : `, ${Math.round(bytesInMemory)} in memory`;
    console.log(
      `${name}: ${Math.round(chunks / loadedInSeconds)} chunks/s, ${Math.round(bytesOnDisk)} bytes a chunk on disk${memory}`,
    );
    for (const [who, { p50, p99, recall }] of Object.entries(readers)) {
      const ratio = base === undefined ? "" : `, ${(p50 / base).toFixed(2)} of Postgres' p50 for all`;
      console.log(
        `   ${who}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, recall@10 ${recall.toFixed(3)}${ratio}`,
      );
    }
  }
}
