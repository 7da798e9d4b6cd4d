import { access, constants, cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { openAnalyzer } from "@footnote/analysis";
import {
  carryWords,
  extractiveAnswerer,
  generativeAnswerer,
  isVerified,
  rewriteWith,
  thresholdsFor,
} from "@footnote/answering";
import { openFolderBucket } from "@footnote/buckets";
import {
  type BucketRegistration,
  type BucketRegistry,
  type DriftReport,
  type Embedder,
  FootnoteError,
  type Reader,
  type Store,
  type WritableBucket,
} from "@footnote/contracts";
import {
  type ModelGateway,
  openBundledEmbedder,
  openModelGateway,
  openOpenAiCompatibleEmbedder,
  openOpenAiCompatibleLanguageModel,
} from "@footnote/models";
import { DEFAULT_LIMITS, type RecognitionOptions, readLanguages } from "@footnote/parsing";
import { expand, type RetrievalSystem } from "@footnote/retrieval";
import type { Configuration, Logger } from "@footnote/runtime";
import { makePrivate, openLogger, secretsOf, systemClock, within, withReleasers } from "@footnote/runtime";
import {
  foreseeDrift,
  type IngestService,
  openIngest,
  openReader,
  pipelineFactory,
} from "@footnote/service-ingest";
import {
  findIn,
  openQueryService,
  openQuestionPath,
  type QuestionPath,
  type QuestionStages,
} from "@footnote/service-query";
import { openPgliteStore } from "@footnote/store";
import { webRoot } from "@footnote/web";
import { ourNames } from "./our-names.ts";

const SAMPLE = resolve(import.meta.dirname, "../../eval/quality/handbook");
/** What lies in the data directory. */
const OURS = ["postgres", "lock", "running.json", "buckets"];
const DAY_MILLISECONDS = 24 * 60 * 60_000;
const INGEST_ENDS_WITHIN_MILLISECONDS = 2_000;
/** A worker that still loads its model ends only then, and holds nothing that anybody waits for. */
const EMBEDDERS_END_WITHIN_MILLISECONDS = 1_000;

/** Everything of one Footnote in one process: the composition root, and so the only file that knows every part. */
export interface Embedded {
  readonly configuration: Configuration;
  readonly reader: Reader;
  readonly store: Store;
  readonly embedder: Embedder;
  /** The path that every question takes, "hybrid" where it is asked by people; an evaluation compares it with one leg alone. */
  questionsBy(system: RetrievalSystem): QuestionPath;
  readonly log: Logger;
  /** The HTTP service as a function, listening or not. */
  fetch(request: Request): Response | Promise<Response>;
  /** Attaches and watches buckets. Resolves when watching. */
  watch(
    buckets: readonly BucketRegistration[],
    options?: { readonly canaries: boolean },
  ): Promise<IngestService>;
  /** How the buckets differ from the catalogue, without watching, queueing or writing anything. */
  compare(buckets: readonly BucketRegistration[]): Promise<DriftReport>;
  /** Refuses what is asked from now on, and resolves when nothing is answered any more: aborted after so long. */
  stopAnswering(graceMilliseconds: number): Promise<void>;
  /** Ends everything: documents that are under way are given back, the index is closed, its lock released. */
  close(): Promise<void>;
}

export async function openEmbedded(configuration: Configuration): Promise<Embedded> {
  return withReleasers(async (onRelease, release) => {
    const log = openLogger(configuration.log, undefined, secretsOf(configuration));
    const embedder = await openEmbedder(configuration.embedding, log);
    onRelease(() => embedder.close());
    const embedders: [Embedder, ...Embedder[]] = [embedder];
    if (configuration.previousEmbedding !== undefined) {
      const previous = await openEmbedder(configuration.previousEmbedding, log);
      onRelease(() => previous.close());
      embedders.push(previous);
    }
    const before = await makePrivate(configuration.data, OURS);
    const analyzer = openAnalyzer();
    const store = await openPgliteStore(configuration.data, {
      analyzer,
      models: embedders.map(({ model }) => model),
      now: systemClock.now,
      elapsed: systemClock.elapsed,
      keepMilliseconds: configuration.versions.keepDays * DAY_MILLISECONDS,
    });
    onRelease(() => store.close());
    // PGlite unpacks a new database with modes of its own.
    await makePrivate(configuration.data, OURS);
    sayWhoCouldRead(before, configuration.data, log);
    // Before the store, whose lock another process may be waiting for: nothing of this one shall run by then.
    onRelease(async () => {
      await within(Promise.all(embedders.map((one) => one.close())), EMBEDDERS_END_WITHIN_MILLISECONDS);
    });
    const reader: Reader = { tenant: configuration.tenant, principals: ["everyone"] };
    const extractive = extractiveAnswerer({
      embedder,
      thresholds: thresholdsFor(embedder.model),
      identifiersOf: (question) => analyzer.questionTerms(question).identifiers,
    });
    const closing = new AbortController();
    onRelease(() => closing.abort());
    const model = openLanguageModel(configuration.answers, log, closing.signal);
    const onTrouble = (err: FootnoteError) =>
      log.warn({ err }, "A language model failed; the documents' own words were given.");
    const finding = {
      indexes: [store.index],
      passages: store.passages,
      embedder,
      embedderOf: (model: string) => embedders.find((one) => one.model.id === model),
      fusion: configuration.retrieval.fusion,
    };
    const stages: Omit<QuestionStages, "find"> = {
      understand: model === undefined ? carryWords : rewriteWith(model),
      rerank: async (_, candidates) => candidates,
      expand: (reader, candidates, limit, signal) =>
        expand(store.passages, reader, candidates, limit, signal),
      answerer: model === undefined ? extractive : generativeAnswerer({ model, extractive, onTrouble }),
      isVerified: (reader, part, asOf) => isVerified(store.passages, reader, part, asOf),
      count: (reader) => store.passages.count(reader),
    };
    const questionsBy = (system: RetrievalSystem): QuestionPath =>
      openQuestionPath({ ...stages, find: findIn(finding, system) });
    const buckets: WritableBucket[] = [];
    let ingest: IngestService | undefined;
    const service = openQueryService({
      identify: () => ({ subject: "local", scopes: ["read", "write", "operate"], reader }),
      questions: questionsBy("hybrid"),
      passages: store.passages,
      buckets,
      catalogue: store.catalogue,
      onQueued: () => ingest?.wake(),
      canaries: () => ingest?.canaries() ?? new Map(),
      checkStore: () => store.check(),
      languageModels: () => ({ models: model?.health() ?? [], usage: model?.usage() ?? [] }),
      presences: () => ingest?.presences() ?? new Map(),
      confirm: async (bucket) => {
        if (ingest === undefined) throw notWatching();
        return ingest.confirm(bucket);
      },
      reconcile: async (dryRun, names) => {
        if (ingest === undefined) throw notWatching();
        return ingest.reconcile(dryRun, names);
      },
      limits: {
        fileBytes: configuration.limits.fileBytes,
        freshnessSeconds: configuration.freshness.limitSeconds,
      },
      webRoot,
      isOurName: ourNames(configuration.listen),
      openai: {
        rawMarkup: configuration.openai.markup === "raw",
        sourcesInText: configuration.openai.sources === "text",
        origins: configuration.openai.origins,
      },
      log,
    });
    /** The registered folders, each with the pipeline that it is configured for. */
    const openBuckets = async (registrations: readonly BucketRegistration[]) => {
      const { limits } = configuration;
      const reader = openReader(
        {
          ...DEFAULT_LIMITS,
          maxPages: limits.filePages,
          maxSeconds: limits.parseSeconds,
          maxMemoryMegabytes: limits.parseMemoryMegabytes,
        },
        recognitionOf(configuration.recognition),
      );
      onRelease(() => reader.close());
      const pipelines = pipelineFactory(reader, analyzer, embedders);
      const watched = [];
      for (const { name, folder } of registrations) {
        if (folder === null) continue;
        const onWatchError = (error: FootnoteError) => {
          // Who attends to the bucket sees it, too, and says so.
          if (error.code === "bucket_absent") return;
          log.error(
            { bucket: name, err: error },
            "Changes are only found when the folder is listed, every few minutes.",
          );
        };
        const mayBeAbsent = await isKnown(store, configuration.tenant, name);
        const bucket = await openFolderBucket({ name, folder, onWatchError, mayBeAbsent });
        const configured = configuration.buckets.find((one) => one.name === name);
        const pipeline = pipelines.describe(configured?.chunking ?? { strategy: "structure" });
        watched.push({ bucket, changes: bucket.changes, pipeline });
      }
      return { watched, pipelines };
    };
    return {
      configuration,
      reader,
      store,
      embedder,
      questionsBy,
      log,
      fetch: service.fetch,
      stopAnswering: service.stop,
      async compare(registrations) {
        const { watched } = await openBuckets(registrations);
        return foreseeDrift({
          tenant: configuration.tenant,
          catalogue: store.catalogue,
          buckets: watched,
          clock: systemClock,
        });
      },
      async watch(registrations, options = { canaries: false }) {
        const { tenant, limits, freshness, deletions } = configuration;
        const { watched, pipelines } = await openBuckets(registrations);
        await answerFromOnly(store.catalogue, tenant, registrations);
        ingest = await openIngest({
          tenant,
          buckets: watched,
          catalogue: store.catalogue,
          openPipeline: pipelines.open,
          limits,
          deletions,
          canary: options.canaries
            ? { access: store.passages, index: store.index, limitSeconds: freshness.limitSeconds }
            : undefined,
          clock: systemClock,
          random: Math.random,
          log,
          onIdle: () => store.maintain(),
        });
        const { close } = ingest;
        // What takes longer, such as the chunks of a long document that are being written, is refused by the closed store,
        // and taken up again at the next start.
        onRelease(async () => {
          await within(close(), INGEST_ENDS_WITHIN_MILLISECONDS);
        });
        // Not before it is known what lies in their places: nothing is put where the bucket is not.
        buckets.push(...watched.map(({ bucket }) => bucket));
        return ingest;
      },
      close: release,
    };
  });
}

/** What is not watched any more is not answered from. For a store that no other process attaches buckets to. */
async function answerFromOnly(
  catalogue: BucketRegistry,
  tenant: string,
  registrations: readonly BucketRegistration[],
): Promise<void> {
  for (const { name } of await catalogue.attachedBuckets(tenant))
    if (!registrations.some((bucket) => bucket.name === name)) await catalogue.detachBucket(tenant, name);
  for (const bucket of registrations) await catalogue.attachBucket(tenant, bucket);
}

/** The configured buckets, else those of the last time. */
export async function knownBuckets({ configuration, store }: Embedded): Promise<BucketRegistration[]> {
  if (configuration.buckets.length > 0) return configuration.buckets;
  return store.catalogue.attachedBuckets(configuration.tenant);
}

/** The buckets to answer from: those that are known, else the sample. */
export async function chooseBuckets(footnote: Embedded): Promise<BucketRegistration[]> {
  const known = await knownBuckets(footnote);
  if (known.length > 0) return known;
  const { configuration } = footnote;
  return [{ name: "handbook", folder: await copySample(configuration.data), readers: ["everyone"] }];
}

/** A copy, so that files which are dropped into the sample never change the project. */
async function copySample(data: string): Promise<string> {
  const folder = join(data, "buckets", "handbook");
  await mkdir(join(data, "buckets"), { recursive: true });
  await cp(SAMPLE, folder, { recursive: true });
  // A copy of a file has the mode of that file, whatever the process's mask.
  await makePrivate(data, ["buckets"]);
  return folder;
}

/** The index holds what documents say, so that its files are its owner's alone. */
function sayWhoCouldRead(
  { closed, open }: { readonly closed: number; readonly open: number },
  data: string,
  log: Logger,
): void {
  if (closed > 0)
    log.warn(
      { data, files: closed },
      "Other users could reach the data directory; it is its owner's alone now.",
    );
  if (open > 0)
    log.warn(
      { data, files: open },
      "Other users of this machine can read the data directory, and its file system cannot be told otherwise. Choose another place with --data DIR.",
    );
}

/**
 * One that is known may be absent: what is known of it is answered from.
 * @throws FootnoteError configuration_invalid where a new bucket's folder is not there
 */
export async function checkFolders(
  { configuration, store }: Embedded,
  buckets: readonly BucketRegistration[],
): Promise<void> {
  for (const { name, folder } of buckets) {
    if (folder === null || (await isKnown(store, configuration.tenant, name))) continue;
    await access(folder, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
      throw new FootnoteError(
        "configuration_invalid",
        `The folder ${folder} of the bucket ${name} is not there or cannot be read.`,
        {
          action: "Create it, or correct it in --bucket NAME=DIR or in footnote.config.yaml.",
          cause,
        },
      );
    });
  }
}

/** Whether the bucket was ever there. */
async function isKnown({ catalogue }: Store, tenant: string, bucket: string): Promise<boolean> {
  if ((await catalogue.bucketPlace(tenant, bucket)) !== undefined) return true;
  return (await catalogue.countAnswerable(tenant, bucket, 1)) > 0;
}

function notWatching(): FootnoteError {
  return new FootnoteError("unavailable", "No bucket is watched yet.", { action: "Try again in a moment." });
}

/** @throws FootnoteError configuration_invalid where a language's data is not there */
function recognitionOf({
  enabled,
  languages,
  folder,
}: Configuration["recognition"]): RecognitionOptions | undefined {
  return enabled ? { languages: readLanguages(languages, folder) } : undefined;
}

/** The models in their order as one; what does not fit of each is said in the background, since a server may be slow. */
function openLanguageModel(
  { model: first, fallbacks, tokensPerDay }: Configuration["answers"],
  log: Logger,
  closing: AbortSignal,
): ModelGateway | undefined {
  if (first === undefined) return undefined;
  const open = (options: typeof first) => {
    const model = openOpenAiCompatibleLanguageModel(options);
    model.probe(closing).then(
      (problem) => {
        if (problem === undefined) log.info({ model: model.id }, "The language model answers.");
        else
          log.warn({ model: model.id }, `Answers are made of the documents' own words meanwhile: ${problem}`);
      },
      () => undefined,
    );
    return model;
  };
  return openModelGateway({
    models: [open(first), ...fallbacks.map(open)],
    clock: systemClock,
    tokensPerDay,
  });
}

async function openEmbedder(embedding: Configuration["embedding"], log: Logger): Promise<Embedder> {
  return embedding.provider === "bundled"
    ? openBundledEmbedder({ log })
    : openOpenAiCompatibleEmbedder(embedding);
}
