// An ingest process without a service around it, for tests that kill it: watches the folders that it is told on the store that
// it is told, and says so in a line.
import { openAnalyzer } from "@footnote/analysis";
import { openFolderBucket } from "@footnote/buckets";
import { DEFAULT_LIMITS } from "@footnote/parsing";
import { openLogger, systemClock } from "@footnote/runtime";
import { openIngest, openReader, pipelineFactory } from "@footnote/service-ingest";
import { openPgStore } from "@footnote/store";
import { hashEmbedder } from "../integrity/crash/hash-embedder.ts";
import { TENANT } from "./stores.ts";

export interface IngestStart {
  readonly url: string;
  readonly buckets: readonly { readonly name: string; readonly folder: string }[];
}

const { url, buckets } = JSON.parse(process.argv[2] ?? "") as IngestStart;
const log = openLogger("warn");
const analyzer = openAnalyzer();
const store = await openPgStore(
  { url, connections: 6, statementMilliseconds: 30_000 },
  { models: [hashEmbedder.model], analyzer, keepMilliseconds: 24 * 60 * 60_000 },
);
const pipelines = pipelineFactory(openReader(DEFAULT_LIMITS), analyzer, [hashEmbedder]);
const watched = [];
for (const { name, folder } of buckets) {
  await store.catalogue.attachBucket(TENANT, { name, folder, readers: ["staff"] });
  const bucket = await openFolderBucket({
    name,
    folder,
    settleMilliseconds: 20,
    onWatchError: (error) => log.error({ err: error }, "The folder is not watched."),
  });
  watched.push({ bucket, changes: bucket.changes, pipeline: pipelines.describe({ strategy: "structure" }) });
}
const { reconciled } = await openIngest({
  tenant: TENANT,
  buckets: watched,
  catalogue: store.catalogue,
  openPipeline: pipelines.open,
  limits: { fileBytes: 4 * 1024 ** 2 },
  deletions: { documents: 1_000, percent: 100, waitSeconds: 0 },
  canary: undefined,
  clock: systemClock,
  random: Math.random,
  log,
  onIdle: () => store.maintain(),
});
reconciled.catch((error: unknown) => log.error({ err: error }, "The buckets could not be compared."));
console.log("watching");
