import { access, constants, cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { extractiveAnswerer } from "@footnote/answering";
import { openFolderBucket } from "@footnote/buckets";
import { structureChunker } from "@footnote/chunking";
import {
  type BucketRegistration,
  type Embedder,
  FootnoteError,
  type Reader,
  type Store,
  type WritableBucket,
} from "@footnote/contracts";
import { openBundledEmbedder, openOpenAiCompatibleEmbedder, openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, openParser, PARSER_VERSION } from "@footnote/parsing";
import type { Configuration, Logger } from "@footnote/runtime";
import { openLogger, withReleasers } from "@footnote/runtime";
import { openIngest } from "@footnote/service-ingest";
import { queryApp } from "@footnote/service-query";
import { openPgliteStore } from "@footnote/store";
import { webRoot } from "@footnote/web";

const SAMPLE = resolve(import.meta.dirname, "../../eval/quality/handbook");
/** What a chunk may take of the model's 256 tokens: room for special tokens and a margin. */
export const CHUNK_TOKENS = 240;
export const PARENT_TOKENS = 1_000;

/** Everything of one Footnote in one process: the composition root, and so the only file that knows every part. */
export interface Embedded {
  readonly configuration: Configuration;
  readonly reader: Reader;
  readonly store: Store;
  readonly embedder: Embedder;
  readonly log: Logger;
  /** The HTTP service as a function, listening or not. */
  fetch(request: Request): Response | Promise<Response>;
  /** Attaches and watches buckets. Resolves when watching; `reconciled` when each was compared once. */
  watch(buckets: readonly BucketRegistration[]): Promise<{ readonly reconciled: Promise<void> }>;
  close(): Promise<void>;
}

export async function openEmbedded(configuration: Configuration): Promise<Embedded> {
  return withReleasers(async (onRelease, release) => {
    const log = openLogger(configuration.log);
    const embedder = await openEmbedder(configuration, log);
    onRelease(() => embedder.close());
    const store = await openPgliteStore(configuration.data, embedder.model);
    onRelease(() => store.close());
    const reader: Reader = { tenant: configuration.tenant, principals: ["everyone"] };
    const buckets: WritableBucket[] = [];
    let wake: (() => void) | undefined;
    const app = queryApp({
      reader,
      passages: store.passages,
      embedder,
      answerer: extractiveAnswerer({ embedder }),
      fusion: configuration.retrieval.fusion,
      buckets,
      catalogue: store.catalogue,
      onQueued: () => wake?.(),
      limits: { fileBytes: configuration.limits.fileBytes },
      webRoot,
      loopbackOnly: isLoopback(configuration.listen.host),
      log,
    });
    return {
      configuration,
      reader,
      store,
      embedder,
      log,
      fetch: (request) => app.fetch(request),
      async watch(registrations) {
        const { tenant, limits } = configuration;
        for (const { name, folder } of registrations) {
          if (folder !== null) {
            const onWatchError = (error: FootnoteError) =>
              log.error(
                { bucket: name, err: error },
                "Changes are only found when the folder is listed, every few minutes.",
              );
            buckets.push(await openFolderBucket({ name, folder, onWatchError }));
          }
        }
        await store.catalogue.attachBuckets(tenant, registrations);
        const parser = openParser({
          ...DEFAULT_LIMITS,
          maxPages: limits.filePages,
          maxSeconds: limits.parseSeconds,
          maxMemoryMegabytes: limits.parseMemoryMegabytes,
        });
        onRelease(() => parser.close());
        const chunker = structureChunker({
          tokens: await openTokenCounter(),
          maxTokens: CHUNK_TOKENS,
          parentTokens: PARENT_TOKENS,
        });
        const ingest = await openIngest({
          tenant,
          buckets,
          catalogue: store.catalogue,
          parser: { version: PARSER_VERSION, parse: (source, signal) => parser.parse(source, signal) },
          chunker,
          embedder,
          limits,
          log,
          onIdle: () => store.maintain(),
        });
        onRelease(() => ingest.close());
        wake = ingest.wake;
        return { reconciled: ingest.reconciled };
      },
      close: release,
    };
  });
}

/** The buckets to answer from: the configured ones, else those of the last time, else the sample. */
export async function chooseBuckets(footnote: Embedded): Promise<BucketRegistration[]> {
  const { configuration, store } = footnote;
  if (configuration.buckets.length > 0) return configuration.buckets;
  const remembered = await store.catalogue.attachedBuckets(configuration.tenant);
  if (remembered.length > 0) return remembered;
  return [{ name: "handbook", folder: await copySample(configuration.data), readers: ["everyone"] }];
}

/** A copy, so that files which are dropped into the sample never change the project. */
async function copySample(data: string): Promise<string> {
  const folder = join(data, "buckets", "handbook");
  await mkdir(join(data, "buckets"), { recursive: true });
  await cp(SAMPLE, folder, { recursive: true });
  return folder;
}

/** @throws FootnoteError configuration_invalid where a bucket's folder is not there */
export async function checkFolders(buckets: readonly BucketRegistration[]): Promise<void> {
  for (const { name, folder } of buckets) {
    if (folder === null) continue;
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

async function openEmbedder({ embedding }: Configuration, log: Logger): Promise<Embedder> {
  return embedding.provider === "bundled"
    ? openBundledEmbedder({ log })
    : openOpenAiCompatibleEmbedder(embedding);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
