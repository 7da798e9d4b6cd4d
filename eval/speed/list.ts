// How soon the page of documents is there, and documents are found by name, where there are many, over HTTP:
//   node eval/speed/list.ts [--count 100000] [--repeats 5] [--server] [--json]
// The rows are generated, without text and without embedding, into PGlite; with --server into the real Postgres that
// infra/local/postgres.sh installs. What is measured is what the page asks of the service, at its slowest of all repeats.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openAnalyzer } from "@footnote/analysis";
import type { DocumentOrder, DocumentPage } from "@footnote/contracts";
import { openPgClient } from "../../packages/store/pg/client.ts";
import { openPgliteClient } from "../../packages/store/pglite/client.ts";
import type { SqlClient } from "../../packages/store/postgres/connection/sql-client.ts";
import { openPostgresStore } from "../../packages/store/postgres/store.ts";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { type Listening, listen } from "../../services/cli/listen.ts";
import { openQueryService } from "../../services/query/app.ts";
import type { QueryParts } from "../../services/query/parts.ts";
import { newDatabase as newServerDatabase } from "../../test/postgres/database.ts";
import { Server } from "../../test/postgres/server.ts";
import { BUCKET, generateDocuments, keyOf, mustBe, READER, TENANT } from "./generated-documents.ts";
import { timed } from "./timing.ts";

/** Milliseconds: what the issue promises at 100,000 documents. */
const FIRST_VIEW = 300;
const FIND = 200;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    repeats: { type: "string", default: "5" },
    server: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const count = Number(values.count);

const opened = values.server ? await onServer() : await onPglite();
const store = await openPostgresStore(opened.client, {
  models: [],
  analyzer: openAnalyzer(),
  keepMilliseconds: 86_400_000,
  now: () => new Date(),
  elapsed: () => performance.now(),
  graph: { links: 8, construction: 128, isRemade: false },
  autovacuum: values.server,
});
const figures: Record<string, number> = {};
const listening = await openService();
const address = `http://127.0.0.1:${listening.address.port}`;
try {
  await store.catalogue.attachBucket(TENANT, { name: BUCKET, folder: null, readers: READER.principals });
  await generateDocuments(opened.client, count, (keys) =>
    store.catalogue.look(TENANT, BUCKET, keys, "backfill"),
  );
  await store.maintain();
  await opened.client.maintenance.query("VACUUM ANALYZE document");
  await opened.client.maintenance.query("VACUUM ANALYZE version");
  await measureAll();
  if (values.json) console.log(JSON.stringify(figures));
} finally {
  await listening.close();
  await store.close();
  await opened.close();
}

async function measureAll(): Promise<void> {
  const last = keyOf(count - 5);
  await note("first view: the counts and the first page", FIRST_VIEW, () =>
    Promise.all([get("/api/status"), page({ order: "newest" })]),
  );
  for (const name of ["areas", "freshness", "pipelines"])
    await note(`what stands beside it: ${name}`, FIRST_VIEW, () => get(`/api/${name}`));
  for (const order of ["name", "newest", "oldest"] as const) {
    await note(`first page, order ${order}`, FIRST_VIEW, () => page({ order }));
    const after = await nextAfterHalf(order);
    await note(`the page in the middle, order ${order}`, FIRST_VIEW, () => page({ order, after }));
  }
  for (const state of ["live", "queued", "failed", "dead", "skipped"] as const)
    await note(`only ${state}`, FIRST_VIEW, () => page({ state, order: "newest" }));
  await note("only one folder", FIRST_VIEW, () => page({ within: `${BUCKET}/security` }));
  await note("only one folder, oldest first", FIRST_VIEW, () =>
    page({ within: `${BUCKET}/security`, order: "oldest" }),
  );
  await note("only what was read in part", FIRST_VIEW, () => page({ leftOut: "true", order: "newest" }));
  await note("only one format", FIRST_VIEW, () => page({ format: "pdf" }));
  await note("changed in the last days", FIRST_VIEW, () =>
    page({ changedSince: "2026-01-07T00:00:00Z", order: "newest" }),
  );
  await note("a name that one has", FIND, async () => {
    mustBe((await page({ find: last.split("/").at(-1) ?? last })).documents[0], last);
  });
  await note("a word that one of ten has", FIND, () => page({ find: "security" }));
  await note("a word that all have", FIND, () => page({ find: "notes", order: "newest" }));
  await note("part of a number", FIND, () => page({ find: "4711", order: "newest" }));
  await note("two letters that many have", FIND, () => page({ find: "ch" }));
  await note("two letters that none has", FIND, () => page({ find: "zq" }));
  await note("nothing like it", FIND, () => page({ find: "there is no such name" }));
  await note("words of all, of which none has both", FIND, () => page({ find: "travel security" }));
  await note("a word, one folder, one format", FIND, () =>
    page({ find: "minutes", within: `${BUCKET}/hiring`, format: "docx" }),
  );
}

/** Where a list goes on that half of all documents stand before. */
async function nextAfterHalf(order: DocumentOrder): Promise<string> {
  const half = { after: undefined, state: undefined, limit: Math.floor(count / 2), order };
  return (await store.passages.documents(READER, half)).next ?? "";
}

function page(query: Readonly<Record<string, string>>): Promise<DocumentPage> {
  return get(`/api/documents?${new URLSearchParams({ limit: "50", ...query })}`);
}

async function get<Body>(path: string): Promise<Body> {
  const response = await fetch(address + path);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** The service over this store alone: nothing is watched and nothing asked. */
function openService(): Promise<Listening> {
  const parts = {
    isAsked: true,
    identify: () => ({ subject: "speed", scopes: ["read", "write", "operate"], reader: READER }),
    passages: store.passages,
    showcase: store.showcase,
    catalogue: store.catalogue,
    buckets: [],
    isWatching: () => true,
    presences: () => new Map(),
    canaries: () => new Map(),
    news: () => new Map(),
    languageModels: () => ({ models: [], usage: [] }),
    limits: { fileBytes: 1, freshnessSeconds: 300 },
    webRoot: ".",
    isOurName: () => true,
    openai: { origins: [] },
    log: { error: console.error, warn: console.error },
  };
  return listen(openQueryService(parts as unknown as QueryParts).fetch, "127.0.0.1", 0);
}

async function note(name: string, limit: number, work: () => Promise<unknown>): Promise<void> {
  await work();
  let slowest = 0;
  for (let repeat = 0; repeat < Number(values.repeats); repeat++)
    slowest = Math.max(slowest, await timed(work));
  figures[name] = slowest;
  if (values.json) return;
  const ratio = `${(slowest / limit).toFixed(2)} of ${limit} ms`;
  console.log(`${name.padEnd(48)} ${slowest.toFixed(1).padStart(8)} ms  ${ratio}`);
}

interface Opened {
  readonly client: SqlClient;
  close(): Promise<void>;
}

async function onPglite(): Promise<Opened> {
  const directory = await mkdtemp(join(tmpdir(), "footnote-list-"));
  await newDatabase(join(directory, "postgres"));
  const client = await openPgliteClient(join(directory, "postgres"));
  return { client, close: () => rm(directory, { recursive: true, force: true }) };
}

async function onServer(): Promise<Opened> {
  const server = await Server.start();
  const url = await newServerDatabase(server.url);
  const client = await openPgClient({
    url,
    connections: 4,
    statementMilliseconds: 600_000,
    prepare: async () => {},
  });
  return { client, close: () => server.close() };
}
