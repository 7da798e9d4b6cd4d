// A Footnote without its HTTP service that ends itself by SIGKILL at a point that it is told: see protocol.ts.
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openAnalyzer } from "@footnote/analysis";
import { openFolderBucket } from "@footnote/buckets";
import type { Catalogue, ChangeSource, Lane } from "@footnote/contracts";
import { openBundledEmbedder } from "@footnote/models";
import { DEFAULT_LIMITS } from "@footnote/parsing";
import { openLogger, systemClock } from "@footnote/runtime";
import { type IngestService, openIngest, openReader, pipelineFactory } from "@footnote/service-ingest";
import { openPgliteClient } from "../../../packages/store/pglite/client.ts";
import { lockDirectory } from "../../../packages/store/pglite/lock.ts";
import { storeOn } from "../../../packages/store/pglite/open.ts";
import { Crash } from "./crash.ts";
import { hashEmbedder } from "./hash-embedder.ts";
import { broken, tables } from "./inspect.ts";
import { type Command, type Opened, type Rows, read, type Start } from "./protocol.ts";

const TENANT = "crash";
const BUCKET = "docs";
const LANES: readonly Lane[] = ["change", "backfill", "staging"];
const FILE_BYTES = 4 * 1024 ** 2;
const POLL_MILLISECONDS = 20;
/** Files are renamed into the folder whole: what is there is settled. */
const SETTLE_MILLISECONDS = 20;

const start = read(process.argv[2] ?? "") as Start;
const crash = new Crash();
if (start.crash !== undefined) crash.arm(start.crash.place, start.crash.pass);

const log = openLogger("error");
lockDirectory(start.data);
const sql = await openPgliteClient(`${start.data}/postgres`);
const embedder = start.embedder === "hash" ? hashEmbedder : await openBundledEmbedder({ log });
const analyzer = openAnalyzer();
const store = await storeOn(crash.client(sql), {
  models: [embedder.model],
  analyzer,
  now: systemClock.now,
  elapsed: () => performance.now(),
  keepMilliseconds: 24 * 60 * 60_000,
});

let underWay = 0;
/** Counts what is not done yet: a version is live before what it replaced is archived. */
function counted<Arguments extends readonly unknown[], Result>(
  name: string,
  call: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  const withPoints = crash.port(name, call);
  return async (...args) => {
    underWay += 1;
    try {
      return await withPoints(...args);
    } finally {
      underWay -= 1;
    }
  };
}
const catalogue: Catalogue = {
  ...store.catalogue,
  claim: crash.port("claim", store.catalogue.claim),
  configurePipeline: crash.port("configurePipeline", store.catalogue.configurePipeline),
  commit: counted("commit", store.catalogue.commit),
  stage: counted("stage", store.catalogue.stage),
  confirm: counted("confirm", store.catalogue.confirm),
  remove: counted("remove", store.catalogue.remove),
  fail: counted("fail", store.catalogue.fail),
  switchPipelines: counted("switchPipelines", store.catalogue.switchPipelines),
};
const replay = crash.port("replay", (key: string) => catalogue.look(TENANT, BUCKET, [key], "change"));

const folder = await openFolderBucket({
  name: BUCKET,
  folder: start.folder,
  settleMilliseconds: SETTLE_MILLISECONDS,
  onWatchError: (error) => log.error({ err: error }, "The folder is not watched."),
});
const bucket = {
  ...folder,
  fetch: crash.port("fetch", folder.fetch),
};
const noChanges: ChangeSource = {
  subscribe: () => Promise.resolve({ close: () => Promise.resolve() }),
};

let ingest: IngestService | undefined;

async function go(): Promise<void> {
  const reader = openReader(DEFAULT_LIMITS);
  const passParsed = crash.port("parsed", () => Promise.resolve());
  const read: typeof reader.read = (source, cutting, embed, options) =>
    reader.read(source, cutting, embed, {
      ...options,
      onParsed() {
        options.onParsed();
        void passParsed();
      },
    });
  const pipelines = pipelineFactory(
    { version: reader.version, recognition: undefined, read: crash.port("read", read) },
    analyzer,
    [{ ...embedder, embed: crash.port("embed", embedder.embed.bind(embedder)) }],
  );
  await catalogue.attachBucket(TENANT, { name: BUCKET, folder: start.folder, readers: ["everyone"] });
  ingest = await openIngest({
    tenant: TENANT,
    buckets: [
      {
        bucket,
        changes: start.watch ? folder.changes : noChanges,
        pipeline: pipelines.describe(start.chunking),
      },
    ],
    catalogue,
    openPipeline: pipelines.open,
    limits: { fileBytes: FILE_BYTES },
    // A few documents come and go here, and all of them at once are no accident.
    deletions: { documents: 1_000, percent: 100, waitSeconds: 0 },
    canary: undefined,
    clock: systemClock,
    random: Math.random,
    log,
    onIdle: () => store.maintain(),
  });
  await ingest.reconciled;
  await idle();
}

/** Until nothing is due, claimed, being archived or waiting to be switched. */
async function idle(): Promise<void> {
  for (;;) {
    const isBusy = underWay > 0 || (await catalogue.nextDue(TENANT, [BUCKET], LANES)) !== undefined;
    if (!isBusy && (await catalogue.bucketPipelines(TENANT, BUCKET)).next === undefined) return;
    await sleep(POLL_MILLISECONDS);
  }
}

async function opened(): Promise<Opened> {
  const documents = await sql.query<{ key: string; live_version: string | null }>(
    "SELECT key, live_version FROM document ORDER BY key",
  );
  return {
    known: documents.map(({ key }) => key),
    live: Object.fromEntries(
      documents.flatMap(({ key, live_version }) => (live_version ? [[key, live_version]] : [])),
    ),
    broken: await broken(sql),
    serving: (await catalogue.bucketPipelines(TENANT, BUCKET)).serving,
  };
}

async function rows(): Promise<Rows> {
  const orphans = await catalogue.orphans(TENANT, { repair: false });
  return { orphans, broken: await broken(sql), tables: await tables(sql) };
}

async function obey(command: Command): Promise<unknown> {
  switch (command.do) {
    case "go":
      return go();
    case "arm":
      return crash.arm(command.crash.place, command.crash.pass);
    case "put": {
      const content = (async function* () {
        yield Buffer.from(command.text);
      })();
      await folder.put(command.key, content, { maxBytes: FILE_BYTES });
      await catalogue.look(TENANT, BUCKET, [command.key], "change");
      return ingest?.wake();
    }
    case "delete":
      await folder.delete(command.key);
      await catalogue.withdraw(TENANT, BUCKET, command.key);
      return ingest?.wake();
    case "replay":
      await replay(command.key);
      return ingest?.wake();
    case "rollBack":
      return catalogue.rollBackPipelines(TENANT);
    case "resume":
      return catalogue.switchPipelines(TENANT, { force: false, resume: true });
    case "compare":
      await ingest?.reconcile(false);
      return idle();
    case "rows":
      return rows();
    case "close":
      await ingest?.close();
      await store.close();
      process.exit();
  }
}

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line ?? null)}\n`);
say(await opened());
for await (const line of createInterface(process.stdin)) say(await obey(read(line) as Command));
process.exit();
