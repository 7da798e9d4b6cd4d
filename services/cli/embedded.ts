import { openAnalyzer } from "@footnote/analysis";
import {
  carryWords,
  extractiveAnswerer,
  generativeAnswerer,
  isVerified,
  prospectOf,
  questionOf,
  rewriteWith,
  thresholdsFor,
} from "@footnote/answering";
import { agree, calibrate, normalise } from "@footnote/caching";
import {
  type BucketRegistration,
  type CachingStore,
  type DriftReport,
  type Embedder,
  FootnoteError,
  isCanaryBucket,
  type LanguageModel,
  type Reader,
  type WritableBucket,
} from "@footnote/contracts";
import { readHistory } from "@footnote/evaluation";
import { openBundledReranker } from "@footnote/models";
import { DEFAULT_LIMITS, openPagePictures, type RecognitionOptions, readLanguages } from "@footnote/parsing";
import { expand, type RetrievalSystem } from "@footnote/retrieval";
import type { Configuration, Logger } from "@footnote/runtime";
import { openLogger, secretsOf, systemClock, within, withReleasers } from "@footnote/runtime";
import {
  feedIndex,
  foreseeDrift,
  type IngestService,
  openIndexOperations,
  openIngest,
  openReader,
  pipelineFactory,
} from "@footnote/service-ingest";
import {
  findIn,
  openCacheOperations,
  openCachingStage,
  openExampleQuestions,
  openQueryService,
  openQuestionPath,
  type QuestionPath,
  type QuestionStages,
} from "@footnote/service-query";
import { webRoot } from "@footnote/web";
import { answerRecipe } from "./answer-recipe.ts";
import { attachBuckets } from "./buckets/attach-buckets.ts";
import { canaryBucket } from "./buckets/canary-bucket.ts";
import { checkEvents } from "./buckets/events.ts";
import { openBuckets } from "./buckets/open-buckets.ts";
import { historyOf } from "./evaluation/history-of.ts";
import { type Indexes, openIndexes } from "./indexes.ts";
import { keepingRules } from "./keeping-rules.ts";
import { openEmbedder, openLanguageModel, openReranker } from "./models.ts";
import { isShared, openStore } from "./open-store.ts";
import { ourNames } from "./our-names.ts";
import own from "./package.json" with { type: "json" };
import { openPrivately } from "./private-data.ts";
import { readingBy } from "./reading.ts";
import { rerankStage } from "./rerank-stage.ts";
import { openWebhooks } from "./webhooks.ts";

const DAY_MILLISECONDS = 24 * 60 * 60_000;
const INGEST_ENDS_WITHIN_MILLISECONDS = 2_000;
const QUESTIONS_END_WITHIN_MILLISECONDS = 2_000;
/** A worker that still loads its model ends only then, and holds nothing that anybody waits for. */
const EMBEDDERS_END_WITHIN_MILLISECONDS = 1_000;

/** What a process does of it: answer questions, read documents in, or, as everyone starts, both. */
export type Role = "both" | "query" | "ingest";

/** Everything of one Footnote in one process: the composition root, and so the only file that knows every part. */
export interface Embedded {
  readonly configuration: Configuration;
  readonly reader: Reader;
  readonly store: CachingStore;
  readonly embedder: Embedder;
  /**
   * The path that every question takes: "hybrid" and with answers that were given before, where it is asked by people; an
   * evaluation compares it with one leg alone, and without them.
   */
  questionsBy(system: RetrievalSystem, options: { readonly caching: boolean }): QuestionPath;
  /** A hash of what makes answers beside the documents: the settings, and the code, prompts included. */
  readonly recipe: string;
  /** What writes answers; undefined where none is configured. */
  readonly languageModel: LanguageModel | undefined;
  readonly log: Logger;
  readonly indexes: Pick<Indexes, "feed" | "isCurrent">;
  /** The HTTP service as a function, listening or not. */
  fetch(request: Request): Response | Promise<Response>;
  /** Attaches and watches buckets. Resolves when watching. */
  watch(
    buckets: readonly BucketRegistration[],
    options?: { readonly canary: Configuration["freshness"]["canary"] },
  ): Promise<IngestService>;
  /** How the buckets differ from the catalogue, without watching, queueing or writing anything. */
  compare(buckets: readonly BucketRegistration[]): Promise<DriftReport>;
  /** Is not ready any more, and resolves when those who asked whether it is have had so long to send people elsewhere. */
  drain(milliseconds: number): Promise<void>;
  /** Refuses what is asked from now on, and resolves when nothing is answered any more: aborted after so long. */
  stopAnswering(graceMilliseconds: number): Promise<void>;
  /** Ends everything: documents that are under way are given back, the index is closed, its lock released. */
  close(): Promise<void>;
}

export async function openEmbedded(configuration: Configuration, role: Role = "both"): Promise<Embedded> {
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
    const analyzer = openAnalyzer();
    const models = embedders.map(({ model }) => model);
    const store = await openPrivately(configuration.data, log, async () => {
      const opened = await openStore(configuration, { analyzer, models });
      onRelease(() => opened.close());
      return opened;
    });
    const indexes = await openIndexes(
      configuration,
      { store, models, log, feedIndex, openIndexOperations },
      onRelease,
    );
    const webhooks = openWebhooks(configuration, { store, log }, onRelease);
    // Before the store, whose lock another process may be waiting for: nothing of this one shall run by then.
    onRelease(async () => {
      await within(Promise.all(embedders.map((one) => one.close())), EMBEDDERS_END_WITHIN_MILLISECONDS);
    });
    const reader: Reader = { tenant: configuration.tenant, principals: ["everyone"] };
    const identifiersOf = (question: string) => analyzer.questionTerms(question).identifiers;
    const bundled = role === "ingest" ? undefined : await openBundledReranker({ log });
    if (bundled !== undefined) onRelease(() => bundled.close());
    const extractive = extractiveAnswerer({
      embedder,
      thresholds: thresholdsFor(embedder.model),
      reading: bundled && readingBy(bundled, embedder.model, log),
      identifiersOf,
    });
    const closing = new AbortController();
    onRelease(() => closing.abort());
    const model = await openLanguageModel(configuration.answers, log, closing.signal);
    const reranker = bundled && (await openReranker(configuration, bundled, log));
    if (reranker !== undefined && reranker !== bundled) onRelease(() => reranker.close());
    const onTrouble = (err: FootnoteError) =>
      log.warn({ err }, "A language model failed; the documents' own words were given.");
    const finding = {
      indexes: indexes.all,
      passages: store.passages,
      embedder,
      embedderOf: (model: string) => embedders.find((one) => one.model.id === model),
      fusion: configuration.retrieval.fusion,
      lexicalWeight: configuration.retrieval.lexicalWeight,
    };
    const stages: Omit<QuestionStages, "find"> = {
      understand: model === undefined ? carryWords : rewriteWith(model),
      ...rerankStage(reranker, configuration.retrieval.reranker, log),
      expand: (reader, candidates, limit, signal) =>
        expand(store.passages, reader, candidates, limit, signal),
      answerer:
        model === undefined
          ? extractive
          : generativeAnswerer({
              model,
              prospectOf: (request) => prospectOf(request, embedder.model, identifiersOf(request.question)),
              extractive,
              onTrouble,
            }),
      isVerified: (reader, part, asOf) => isVerified(store.passages, reader, part, asOf),
      count: (reader, within) => store.passages.count(reader, within),
    };
    const { count } = stages;
    const recipe = await answerRecipe([configuration.answers, configuration.retrieval, embedder.model]);
    const caching =
      configuration.cache.enabled &&
      openCachingStage({
        cache: store.answers,
        recipe,
        keeping: keepingRules(configuration),
        normalise,
        agree: (asked, answered) => agree(asked, answered).agrees,
        embedder,
        isVerified: (reader, part) => isVerified(store.passages, reader, part, undefined),
        count: (reader) => count(reader, undefined),
        clock: systemClock,
        onTrouble: (err) => log.warn({ err }, "The answer cache failed; the question was answered anew."),
      });
    const questionsBy = (system: RetrievalSystem, options: { readonly caching: boolean }): QuestionPath =>
      openQuestionPath({
        ...stages,
        find: findIn(finding, system),
        ...(options.caching && caching && { caching }),
      });
    const examples = openExampleQuestions({
      passages: store.passages,
      showcase: store.showcase,
      questionOf,
      questions: openQuestionPath({
        ...stages,
        understand: carryWords,
        answerer: extractive,
        find: findIn(finding, "hybrid"),
      }),
    });
    const answered = openCacheOperations({
      isOn: configuration.cache.enabled,
      cache: store.answers,
      recipe,
      embedder,
      normalise,
      agree,
      questions: questionsBy("hybrid", { caching: false }),
      calibrate,
      wrongHits: (tenant) => store.questions.wrongHits(tenant),
      now: systemClock.now,
    });
    const buckets: WritableBucket[] = [];
    let ingest: IngestService | undefined;
    const service = openQueryService({
      isAsked: role !== "ingest",
      version: own.version,
      identify: () => ({ subject: "local", scopes: ["read", "write", "operate"], reader }),
      questions: questionsBy("hybrid", { caching: true }),
      passages: store.passages,
      originals: store.originals,
      requests: store.requests,
      showcase: store.showcase,
      examples,
      kept:
        configuration.questions.keepDays === 0
          ? undefined
          : { log: store.questions, days: configuration.questions.keepDays },
      buckets,
      isWatching: () => ingest !== undefined,
      catalogue: store.catalogue,
      onQueued: () => ingest?.wake(),
      canaries: () => ingest?.canaries() ?? new Map(),
      checkStore: () => store.check(),
      languageModels: () => ({ models: model?.health() ?? [], usage: model?.usage() ?? [] }),
      answered,
      evaluations: () => readHistory(historyOf(configuration.data)),
      index: indexes.operations,
      webhooks: webhooks.operations,
      presences: () => ingest?.presences() ?? new Map(),
      news: () => ingest?.news() ?? new Map(),
      confirm: async (bucket) => {
        if (ingest === undefined) throw notWatching();
        return ingest.confirm(bucket);
      },
      reconcile: async (dryRun, names) => {
        if (ingest === undefined) throw notWatching();
        return ingest.reconcile(dryRun, names);
      },
      drawPage: openPagePictures(
        DEFAULT_LIMITS,
        () => recognitionOf(configuration.recognition)?.languages ?? [],
      ),
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
    // What was answered is still being kept.
    onRelease(() => service.stop(QUESTIONS_END_WITHIN_MILLISECONDS));
    /** The registered buckets, each with the pipeline that it is configured for. */
    const openWatched = async (registrations: readonly BucketRegistration[]) => {
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
      const opened = await openBuckets(registrations, { configuration, store, log, onRelease });
      const watched = opened.map(({ bucket, changes }) => {
        const configured = configuration.buckets.find(({ name }) => name === bucket.name);
        const pipeline = pipelines.describe(configured?.chunking ?? { strategy: "structure" });
        return { bucket, changes, pipeline };
      });
      return { watched, pipelines };
    };
    return {
      configuration,
      reader,
      store,
      embedder,
      questionsBy,
      recipe,
      languageModel: model,
      log,
      indexes,
      fetch: service.fetch,
      drain: service.drain,
      stopAnswering: service.stop,
      async compare(registrations) {
        const { watched } = await openWatched(registrations);
        return foreseeDrift({
          tenant: configuration.tenant,
          catalogue: store.catalogue,
          buckets: watched,
          clock: systemClock,
        });
      },
      async watch(peoples, { canary } = { canary: false }) {
        const { tenant, limits, freshness, deletions } = configuration;
        const forgetOldQuestions = () =>
          store.questions.trim(configuration.questions.keepDays * DAY_MILLISECONDS);
        // Where they are kept no longer, none is from now on.
        await forgetOldQuestions();
        const registrations =
          canary === true ? [...peoples, await canaryBucket(configuration.data)] : peoples;
        const { watched, pipelines } = await openWatched(registrations);
        const hearsOfEvents = watched.some(({ changes }) => changes.news !== undefined);
        if (hearsOfEvents) await checkEvents(configuration);
        if (role !== "query") {
          indexes.feed();
          webhooks.tell();
        }
        await attachBuckets(store.catalogue, tenant, registrations, isShared(configuration));
        ingest = await openIngest({
          tenant,
          buckets: watched,
          catalogue: store.catalogue,
          openPipeline: pipelines.open,
          limits,
          deletions,
          canary:
            canary === false
              ? undefined
              : {
                  access: store.passages,
                  index: indexes.first,
                  limitSeconds: freshness.limitSeconds,
                  inBuckets: canary === "in-buckets",
                },
          clock: systemClock,
          random: Math.random,
          log,
          onIdle: async () => {
            await store.maintain();
            await forgetOldQuestions();
          },
        });
        const { close } = ingest;
        // What takes longer, such as the chunks of a long document that are being written, is refused by the closed store,
        // and taken up again at the next start.
        onRelease(async () => {
          await within(close(), INGEST_ENDS_WITHIN_MILLISECONDS);
        });
        // Not before it is known what lies in their places: nothing is put where the bucket is not.
        buckets.push(...watched.map(({ bucket }) => bucket).filter(({ name }) => !isCanaryBucket(name)));
        return ingest;
      },
      close: release,
    };
  });
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
