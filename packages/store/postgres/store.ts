import type { Analyzer, CachingStore, VectorSpace } from "@footnote/contracts";
import { resolveReader } from "./access/access-lists.ts";
import { listFor } from "./access/object-readers.ts";
import { forgetForeignAnswers, postgresAnswerCache } from "./cache/answer-cache.ts";
import type { CacheBounds } from "./cache/crowd-out.ts";
import { changingSchema, migrate } from "./connection/migrate.ts";
import { reclaim } from "./connection/reclaim.ts";
import { retrying } from "./connection/retrying.ts";
import type { SqlClient } from "./connection/sql-client.ts";
import { StoreClock } from "./connection/store-clock.ts";
import { indexBuilds } from "./following/index-builds.ts";
import { indexSource } from "./following/index-source.ts";
import { models, RememberedModels } from "./pipelines/models.ts";
import { bucketPipelines, configurePipeline, pipelines } from "./pipelines/pipelines.ts";
import { rollBackPipelines, switchPipelines } from "./pipelines/switch-pipelines.ts";
import { questionLog } from "./questions/question-log.ts";
import {
  attachBucket,
  attachedBuckets,
  bucketPlace,
  detachBucket,
  readableBuckets,
  rememberPlace,
} from "./queue/buckets.ts";
import { changeLog, trimChanges } from "./queue/changes.ts";
import { claim, listenForQueued, look, nextDue, postpone, renew } from "./queue/claims.ts";
import { countAnswerable, differing, known, knownKeys, sampleAnswerable } from "./queue/known.ts";
import { documentText } from "./reading/document-text.ts";
import { count, status } from "./reading/documents.ts";
import { folders } from "./reading/folders.ts";
import { freshness } from "./reading/freshness.ts";
import { headings } from "./reading/headings.ts";
import { hides, history } from "./reading/history.ts";
import { listDocuments } from "./reading/list-documents.ts";
import { newestChange } from "./reading/newest-change.ts";
import { originals } from "./reading/originals.ts";
import { passages, sections, texts } from "./reading/passages.ts";
import { sample } from "./reading/sample.ts";
import { foldTally, trimRecentVersions } from "./reading/tally.ts";
import { waiting } from "./reading/waiting.ts";
import { idempotentRequests, trimRequests } from "./requests/idempotent-requests.ts";
import { postgresIndex } from "./search/chunk-index.ts";
import { indexProbe } from "./search/measure-recall.ts";
import { createVectorIndex, type VectorGraph } from "./search/vector-index.ts";
import { prune, sweep } from "./versions/archive.ts";
import { commitVersion, stageVersion } from "./versions/commit.ts";
import { embeddings, forgetSpareEmbeddings } from "./versions/embeddings.ts";
import { confirm, fail, remove, withdraw } from "./versions/settle.ts";
import { trimDeliveries, webhookQueue } from "./webhooks/webhook-queue.ts";

/** Below this many rows written or deleted since the last time, VACUUM is not worth its pause. */
const MAINTAIN_AFTER_ROWS = 1_000;
/** Versions deleted in one statement, which others wait for: each may have thousands of rows. */
const PRUNE_AT_ONCE = 20;
/** Statements in one go: what is left waits for the next time. */
const MOST_PRUNES = 50;

/** Each adds some rows to the tally, which whoever asks for the status sums up. */
const FOLD_EVERY_COMMITS = 1_000;

/** Kept for consumers that are behind; one row takes some 300 bytes with its indexes. */
const MOST_CHANGES = 200_000;

/** An answer takes some 15,000 bytes. */
const DEFAULT_BOUNDS: CacheBounds = { entries: 100_000, bytes: 256 * 1024 ** 2 };

export interface PostgresStoreOptions {
  /** Those that vectors are searched with; each gets an index. */
  readonly models: readonly VectorSpace[];
  /** Makes the terms that lexical search compares. */
  readonly analyzer: Analyzer;
  readonly now: () => Date;
  /** Milliseconds since some moment, by a clock that nobody can set. */
  readonly elapsed: () => number;
  readonly graph: VectorGraph;
  /** How long a version is kept after it was live, with its text. */
  readonly keepMilliseconds: number;
  /** What answers that are kept may take up, where it is not DEFAULT_BOUNDS. */
  readonly answers?: Partial<CacheBounds>;
  /** Whether the database reclaims by itself what deleted rows take up: a server does, PGlite does not. */
  readonly autovacuum: boolean;
}

/** The store on any Postgres that has pgvector and pg_textsearch. Takes over the client and closes it. */
export async function openPostgresStore(
  rawClient: SqlClient,
  options: PostgresStoreOptions,
): Promise<CachingStore> {
  const { analyzer, now, elapsed, keepMilliseconds } = options;
  const client = retrying(rawClient);
  const { questions } = client;
  await migrate(client);
  const clock = new StoreClock(client, now, elapsed);
  await clock.look();
  await changingSchema(client, async (session) => {
    for (const model of options.models) await createVectorIndex(session, model, options.graph);
  });
  await forgetForeignAnswers(client);
  const answers = postgresAnswerCache(client, analyzer, now, { ...DEFAULT_BOUNDS, ...options.answers });
  const remembered = new RememberedModels();
  const forgetting = <Result>(changing: Promise<Result>) => changing.finally(() => remembered.forget());
  let churnedRows = 0;
  let commits = 0;
  const churn = (rows: number | undefined): boolean => {
    churnedRows += rows ?? 0;
    return rows !== undefined;
  };
  return {
    catalogue: {
      attachBucket: async (tenant, bucket) =>
        forgetting(attachBucket(client, await clock.look(), tenant, bucket)),
      detachBucket: (tenant, bucket) => forgetting(detachBucket(client, tenant, bucket)),
      attachedBuckets: (tenant) => attachedBuckets(client, tenant),
      look: async (tenant, bucket, keys, lane) =>
        look(client, await clock.look(), tenant, bucket, keys, lane),
      withdraw: async (tenant, bucket, key) => {
        churn(await withdraw(client, await clock.look(), tenant, bucket, key));
      },
      claim: async (tenant, buckets, lanes, limit) =>
        claim(client, await clock.look(), tenant, buckets, lanes, limit),
      nextDue: (tenant, buckets, lanes) => nextDue(client, tenant, buckets, lanes),
      accessListOf: async (document, readers) =>
        String(
          (await client.transaction((session) => listFor(session, document, readers))) ?? document.accessList,
        ),
      embeddings: (document, texts, model) => embeddings(client, document, texts, model),
      postpone: (claimed, until, lane) => postpone(client, claimed, until, lane),
      listen: listenForQueued(client),
      renew: async (claims) => renew(client, await clock.look(), claims),
      commit: async (claimed, version) => {
        await clock.look();
        const isLive = churn(await commitVersion(client, analyzer, now, claimed, version));
        commits += 1;
        // While much comes in there is no rest, in which it would be done.
        if (commits % FOLD_EVERY_COMMITS === 0) await foldTally(client);
        return isLive;
      },
      stage: async (claimed, version) => {
        await clock.look();
        return churn(await stageVersion(client, analyzer, now, claimed, version));
      },
      confirm: async (claimed, object) => confirm(client, await clock.look(), claimed, object),
      remove: async (claimed) => churn(await remove(client, await clock.look(), claimed)),
      fail: async (claimed, failure) => churn(await fail(client, await clock.look(), claimed, failure)),
      known: (tenant, bucket, keys) => known(client, tenant, bucket, keys),
      differing: (tenant, bucket, objects, pipelines) =>
        differing(client, tenant, bucket, objects, pipelines),
      knownKeys: (tenant, bucket, after, limit) => knownKeys(client, tenant, bucket, after, limit),
      countAnswerable: (tenant, bucket, most) => countAnswerable(client, tenant, bucket, most),
      sampleAnswerable: (tenant, bucket, limit) => sampleAnswerable(client, tenant, bucket, limit),
      bucketPlace: (tenant, bucket) => bucketPlace(client, tenant, bucket),
      rememberPlace: (tenant, bucket, place) => rememberPlace(client, tenant, bucket, place),
      configurePipeline: async (tenant, bucket, pipeline) =>
        forgetting(configurePipeline(client, await clock.look(), tenant, bucket, pipeline)),
      bucketPipelines: (tenant, bucket) => bucketPipelines(client, tenant, bucket),
      pipelines: (tenant) => pipelines(client, tenant),
      switchPipelines: async (tenant, how) =>
        forgetting(switchPipelines(client, await clock.look(), tenant, how)),
      rollBackPipelines: async (tenant, buckets) =>
        forgetting(rollBackPipelines(client, await clock.look(), tenant, buckets)),
      orphans: async (tenant, { repair }) => sweep(client, await clock.look(), tenant, repair),
    },
    passages: {
      resolve: (reader) => resolveReader(questions, reader),
      models: (reader, asOf) =>
        asOf === undefined ? remembered.ask(questions, reader) : models(questions, reader, asOf),
      passages: (reader, chunks, asOf) => passages(questions, reader, chunks, asOf),
      texts: (reader, spans, of) => texts(questions, reader, spans, of),
      sections: (reader, spans) => sections(questions, reader, spans),
      documentText: (reader, document, version, window, at) =>
        documentText(questions, reader, document, version, window, at),
      headings: (reader, document, version) => headings(questions, reader, document, version),
      documents: (reader, query) => listDocuments(questions, reader, query),
      buckets: (reader) => readableBuckets(questions, reader),
      count: (reader, within) => count(questions, reader, within),
      history: (reader, document) => history(questions, reader, document),
      hides: (reader, bucket, key) => hides(questions, reader, bucket, key),
      freshness: (reader) => freshness(questions, reader),
      status: (reader) => status(questions, reader),
    },
    index: postgresIndex(questions, analyzer),
    indexProbe: indexProbe(client),
    check: () => Promise.resolve(),
    changes: changeLog(client),
    indexSource: indexSource(client, analyzer),
    indexBuilds: indexBuilds(client),
    answers,
    originals: originals(client),
    questions: questionLog(client, clock),
    showcase: {
      sample: (reader, documents) => sample(questions, reader, documents),
      folders: (reader, bucket) => folders(questions, reader, bucket),
      newestChange: (reader) => newestChange(questions, reader),
      waiting: (reader) => waiting(questions, reader),
    },
    webhooks: webhookQueue(client),
    requests: idempotentRequests(questions),
    async maintain() {
      const now = await clock.remember();
      const retiredBefore = new Date(now.getTime() - keepMilliseconds);
      for (let round = 0; round < MOST_PRUNES; round++) {
        const pruned = await prune(client, retiredBefore, PRUNE_AT_ONCE);
        churnedRows += pruned;
        if (pruned < PRUNE_AT_ONCE) break;
      }
      await forgetSpareEmbeddings(client, now);
      await trimChanges(client, MOST_CHANGES);
      await foldTally(client);
      await trimRecentVersions(client);
      await trimDeliveries(client);
      await trimRequests(client);
      churnedRows += await answers.maintain();
      if (options.autovacuum || churnedRows < MAINTAIN_AFTER_ROWS) return;
      churnedRows = 0;
      await reclaim(client.maintenance);
    },
    close: () => client.close(),
  };
}
