// What comparing, sweeping and status cost in a large bucket, where hardly anything changes:
//   node eval/speed/many-rows.ts [--counts 100000,1000000] [--repeats 3] [--json]
// The rows are generated, without text and without embedding, on the real Postgres that infra/local/postgres.sh installs; the
// bucket is a listing out of memory, so that what is measured is Footnote's part of it. Beside it a folder of as many files is
// listed, for the first count: what no comparison can do without.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openAnalyzer } from "@footnote/analysis";
import { openFolderBucket } from "@footnote/buckets";
import type { Bucket } from "@footnote/contracts";
import { type Logger, systemClock } from "@footnote/runtime";
import { documentId, openPgStore } from "@footnote/store";
import { Client } from "pg";
import { Deletions } from "../../services/ingest/deletions.ts";
import { reconcile } from "../../services/ingest/reconcile.ts";
import { newDatabase } from "../../test/postgres/database.ts";
import { Server } from "../../test/postgres/server.ts";
import { keyOf, Listing } from "./listing.ts";
import { timed } from "./timing.ts";

const TENANT = "speed";
const READER = { tenant: TENANT, principals: ["everyone"] };
const PIPELINE = "pipeline";
const ROWS_AT_ONCE = 20_000;

const { values } = parseArgs({
  options: {
    counts: { type: "string", default: "100000,1000000" },
    repeats: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});
const counts = values.counts.split(",").map(Number);
const [first = 0] = counts;

interface Measured {
  /** The best of a few times. */
  readonly milliseconds: number;
  /** Of the bucket, besides its listing. */
  readonly requests: number;
  /** Of documents and what belongs to them. */
  readonly rowsWritten: number;
}

const nothing = () => undefined;
const SILENT: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => SILENT };

const server = await Server.start();
const url = await newDatabase(server.url);
const store = await openPgStore(
  { url, connections: 4, statementMilliseconds: 600_000 },
  { models: [], analyzer: openAnalyzer(), keepMilliseconds: 86_400_000 },
);
const sql = new Client({ connectionString: url });
await sql.connect();
await store.catalogue.attachBucket(TENANT, { name: Listing.NAME, folder: null, readers: READER.principals });
await store.catalogue.configurePipeline(TENANT, Listing.NAME, {
  id: PIPELINE,
  description: {
    parser: { version: 1 },
    analyzer: { version: 1 },
    chunker: { strategy: "structure", version: 1, parameters: {} },
    model: "none",
  },
});
// Nothing that is measured searches, and building these takes most of an hour.
for (const index of ["chunk_bm25", "section_bm25"]) await sql.query(`DROP INDEX ${index}`);

const measured = new Map<number, Record<string, Measured>>();
try {
  let generated = 0;
  for (const count of counts) {
    await generate(generated, count);
    generated = count;
    if (!values.json) console.log(`\n${count.toLocaleString("en")} documents`);
    const figures: Record<string, Measured> = {};
    measured.set(count, figures);
    await measure(count, figures);
    if (count === first) figures["listing of a folder"] = await listFolder(count);
  }
  if (values.json) console.log(JSON.stringify(Object.fromEntries(measured)));
} finally {
  await sql.end();
  await store.close();
  await server.close();
}

function print(name: string, { milliseconds, requests, rowsWritten }: Measured): void {
  const ratio = milliseconds / (measured.get(first)?.[name]?.milliseconds ?? Number.NaN);
  console.log(
    [
      name.padEnd(48),
      `${milliseconds.toFixed(1).padStart(9)} ms`,
      `${ratio.toFixed(2).padStart(6)} x`,
      `${String(requests).padStart(4)} requests`,
      `${String(rowsWritten).padStart(5)} rows written`,
    ].join("  "),
  );
}

async function measure(count: number, figures: Record<string, Measured>): Promise<void> {
  const bucket = new Listing(count);
  const compare = () => compareOnce(bucket);
  const note = async (
    name: string,
    work: () => Promise<unknown>,
    before: () => Promise<void> = async () => {},
  ) => {
    let best = Number.POSITIVE_INFINITY;
    let requests = 0;
    let rowsWritten = 0;
    for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
      await before();
      const written = await rowsWrittenSoFar();
      bucket.requests = 0;
      best = Math.min(best, await timed(work));
      requests = bucket.requests;
      rowsWritten = (await rowsWrittenSoFar()) - written;
    }
    figures[name] = { milliseconds: best, requests, rowsWritten };
    if (!values.json) print(name, figures[name]);
  };
  const settle = () =>
    sql.query("UPDATE document SET due_at = NULL, etag = 'e' WHERE due_at IS NOT NULL").then(() => undefined);

  await note("listing alone", async () => {
    for await (const _ of bucket.list());
  });
  await note("compare, nothing changed", compare);
  bucket.changed = keyOf(count - 7);
  await note("compare, one object changed", compare, settle);
  bucket.changed = undefined;
  await settle();
  bucket.missed = keyOf(count - 7);
  await note("compare, one object moved while it was listed", compare);
  bucket.missed = undefined;
  const sweep = () => store.catalogue.orphans(TENANT, { repair: true });
  await note("sweep, nothing left", sweep);
  await note("sweep, ten documents left something", sweep, leaveSomething);
  await note("status", () => store.passages.status(READER));
  await note(
    "status after ten changes",
    () => store.passages.status(READER),
    async () => {
      await store.catalogue.look(
        TENANT,
        Listing.NAME,
        Array.from({ length: 10 }, (_, index) => keyOf(index)),
        "change",
      );
      await settle();
    },
  );
  await note("count of documents", () => store.passages.count(READER));
  await note("freshness by stage", () => store.passages.freshness(READER));
  await note("maintenance", () => store.maintain());
}

/** Its files are new, so that the system has them in memory. */
async function listFolder(count: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "footnote-listed-"));
  for (let index = 0; index < count; index++) {
    const path = join(folder, keyOf(index));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, "x");
  }
  const bucket = await openFolderBucket({ name: Listing.NAME, folder, onWatchError: nothing });
  bucket.recognise(await bucket.place());
  const milliseconds = await timed(async () => {
    for await (const _ of bucket.list());
  });
  await rm(folder, { recursive: true });
  const listed = { milliseconds, requests: 0, rowsWritten: 0 };
  if (!values.json) print("listing of a folder", listed);
  return listed;
}

async function compareOnce(bucket: Listing): Promise<void> {
  const parts = {
    catalogue: store.catalogue,
    tenant: TENANT,
    clock: systemClock,
    log: SILENT,
    deletions: { documents: 20, percent: 30, waitSeconds: 600 },
  };
  const deletions = new Deletions(bucket as unknown as Bucket, parts, () => undefined);
  const pipelines = { serving: PIPELINE, next: undefined };
  const signal = new AbortController().signal;
  const how = { deletions, pipelines, onQueued: () => undefined };
  await reconcile(bucket as unknown as Bucket, parts, how, signal);
}

/** As the store would have written them, of one chunk each. */
async function generate(from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += ROWS_AT_ONCE) {
    const keys = Array.from({ length: Math.min(ROWS_AT_ONCE, to - start) }, (_, index) =>
      keyOf(start + index),
    );
    await store.catalogue.look(TENANT, Listing.NAME, keys, "backfill");
    const ids = keys.map((key) => documentId(TENANT, Listing.NAME, key));
    await sql.query(
      `INSERT INTO version (document, version, pipeline, etag, title, format, length, chunks, answerable_after, times, model)
       SELECT id, 'v' || row, $2, 'e', 'A note', 'markdown', 100, 1, random() * 60, jsonb_build_object(
         'written', now(), 'noticed', now(), 'claimed', now(), 'fetched', now(), 'parsed', now(), 'embedded', now(),
         'live', now()), 'none'
         FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, row)`,
      [ids, PIPELINE],
    );
    await sql.query(
      `INSERT INTO chunk (id, document, version, ordinal, heading_path, start_at, end_at, parent_start, parent_end, text, terms,
                          embedding_model, embedding)
       SELECT gen_random_uuid(), id, 'v' || row, 0, '{}', 0, 100, 0, 100, 'A note.', 'note', 'none', '[1,0,0]'
         FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, row)`,
      [ids],
    );
    await sql.query(
      `UPDATE document d SET live_version = 'v' || row, etag = 'e', size = 1, modified_at = now(), due_at = NULL
         FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, row) WHERE d.id = made.id`,
      [ids],
    );
    if (!values.json && (start / ROWS_AT_ONCE) % 10 === 0) console.error(`${start + keys.length} rows`);
  }
  // As it is done while documents come in.
  await store.maintain();
  await sql.query("VACUUM ANALYZE");
}

async function leaveSomething(): Promise<void> {
  await sql.query(
    `WITH few AS (SELECT id FROM document LIMIT 10), marked AS (UPDATE document SET unswept = true WHERE id IN (SELECT id FROM few))
     INSERT INTO chunk (id, document, version, ordinal, heading_path, start_at, end_at, parent_start, parent_end, text, terms,
                        embedding_model, embedding)
     SELECT gen_random_uuid(), id, 'never live', 0, '{}', 0, 100, 0, 100, 'A note.', 'note', 'none', '[1,0,0]' FROM few`,
  );
}

async function rowsWrittenSoFar(): Promise<number> {
  // What the store's sessions wrote is counted when they idle.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await sql.query("SELECT pg_stat_clear_snapshot()");
  const { rows } = await sql.query<{ written: string }>(
    "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text AS written FROM pg_stat_user_tables",
  );
  return Number(rows[0]?.written ?? 0);
}
