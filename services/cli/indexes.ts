import type {
  CachingStore,
  ChangeLog,
  ChunkIndex,
  EmbeddingModel,
  FollowedIndex,
  FootnoteError,
  IndexBuilds,
  IndexOperations,
  IndexSource,
} from "@footnote/contracts";
import { askFirst } from "@footnote/retrieval";
import type { Clock, Configuration, Logger, Release } from "@footnote/runtime";
import { systemClock } from "@footnote/runtime";
import { openWeaviateIndex } from "@footnote/store";

/** What is searched. */
export interface Indexes {
  /** From the one that is asked first. */
  readonly all: readonly ChunkIndex[];
  /** The first of them that can be asked, as a question finds it. */
  readonly first: Pick<ChunkIndex, "lexical">;
  /** Of the one outside of the store; undefined where there is none. */
  readonly operations: IndexOperations | undefined;
  /** Tells it of what changes, from now on; again does nothing. */
  feed(): void;
  /** Whether it finds all that is live now. */
  isCurrent(): Promise<boolean>;
}

export interface IndexParts {
  readonly store: CachingStore;
  readonly models: readonly EmbeddingModel[];
  readonly log: Logger;
  /** Tells an index of what changes until it is closed. */
  readonly feedIndex: (parts: {
    readonly index: FollowedIndex;
    readonly changes: ChangeLog;
    readonly builds: IndexBuilds;
    readonly source: IndexSource;
    readonly clock: Clock;
    readonly random: () => number;
    readonly log: Logger;
  }) => { close(): Promise<void> };
  readonly openIndexOperations: (parts: {
    readonly index: FollowedIndex;
    readonly builds: IndexBuilds;
  }) => IndexOperations & { close(): Promise<void> };
}

/** Weaviate where it is configured, and the store's own, which is always there. @throws FootnoteError configuration_invalid, unavailable */
export async function openIndexes(
  { index: { weaviate } }: Configuration,
  { store, models, log, feedIndex, openIndexOperations }: IndexParts,
  onRelease: (release: Release) => void,
): Promise<Indexes> {
  if (weaviate === undefined) {
    return {
      all: [store.index],
      first: store.index,
      operations: undefined,
      feed: () => undefined,
      isCurrent: () => store.index.isCurrent(),
    };
  }
  const { changes, indexBuilds: builds, indexSource: source } = store;
  const index = await openWeaviateIndex({
    url: weaviate.url,
    grpcUrl: weaviate.grpcUrl ?? usualGrpcUrl(weaviate.url),
    apiKey: weaviate.apiKey,
    collection: weaviate.collection,
    models: models.map(({ id, dimensions }) => ({ id, dimensions })),
    source,
    builds,
    onTrouble: (err: FootnoteError) =>
      log.warn({ err }, "Weaviate cannot be searched; the store's own index is."),
  });
  onRelease(() => index.close());
  const operations = openIndexOperations({ index, builds });
  onRelease(() => operations.close());
  const all = [index, store.index];
  const feed = feedOnce(() =>
    feedIndex({ index, changes, builds, source, clock: systemClock, random: Math.random, log }),
  );
  onRelease(() => feed.close());
  return {
    all,
    first: {
      lexical: (reader, question, limit, asOf, signal) =>
        askFirst(all, asOf, async (one) => {
          await one.isCurrent(signal);
          return one.lexical(reader, question, limit, asOf, signal);
        }),
    },
    operations,
    feed: feed.begin,
    isCurrent: () => isCurrent(index),
  };
}

function feedOnce(open: () => { close(): Promise<void> }) {
  let feeding: { close(): Promise<void> } | undefined;
  return {
    begin() {
      feeding ??= open();
    },
    close: async () => feeding?.close(),
  };
}

/** One that cannot be searched yet is not. */
function isCurrent(index: FollowedIndex): Promise<boolean> {
  return index.isCurrent().catch((error: FootnoteError) => {
    if (error.code === "unavailable") return false;
    throw error;
  });
}

function usualGrpcUrl(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}:50051`;
}
