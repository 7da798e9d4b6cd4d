import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { CachingStore, FollowedIndex, RecordedStore, VectorSpace } from "@footnote/contracts";
import { openLogger, systemClock } from "@footnote/runtime";
import { afterAll } from "vitest";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import {
  CONFORMANCE_MODEL,
  KEEP_MILLISECONDS,
  type OpenStore,
} from "../../packages/store/conformance/world.ts";
import { openPgliteStore } from "../../packages/store/pglite/open.ts";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { openWeaviateIndex } from "../../packages/store/weaviate/open.ts";
import { type FeedParts, feedOnce } from "../../services/ingest/following/feed-index.ts";

const closings: (() => Promise<void>)[] = [];
/** Of this file's tests, last to first. */
afterAll(async () => {
  for (const close of closings.toReversed()) await close();
});

/** A store on PGlite in a folder of its own: what an index follows. */
export const openStore: OpenStore<CachingStore> = async (now, elapsed) => {
  const directory = await mkdtemp(join(tmpdir(), "footnote-followed-"));
  closings.push(() => rm(directory, { recursive: true }));
  await newDatabase(join(directory, "postgres"));
  return openPgliteStore(directory, {
    models: [CONFORMANCE_MODEL],
    analyzer: wordAnalyzer,
    now,
    elapsed,
    keepMilliseconds: KEEP_MILLISECONDS,
  });
};

/** An index of this store on that server, which nobody else's test has. */
export async function openIndex(
  store: Pick<RecordedStore, "indexSource" | "indexBuilds">,
  address: { readonly url: string; readonly grpcUrl: string; readonly collection?: string },
  models: readonly VectorSpace[] = [CONFORMANCE_MODEL],
): Promise<FollowedIndex> {
  const index = await openWeaviateIndex({
    collection: `Test${randomBytes(6).toString("hex")}`,
    ...address,
    apiKey: undefined,
    models,
    source: store.indexSource,
    builds: store.indexBuilds,
    onTrouble: () => undefined,
  });
  closings.push(async () => {
    for (const { name } of await index.builds().catch(() => [])) await index.drop(name);
    await index.close();
  });
  return index;
}

/** What tells it of what happens, one step after another as a test wants them. */
export function feederOf(store: RecordedStore, index: FollowedIndex): FeedParts {
  return {
    index,
    changes: store.changes,
    builds: store.indexBuilds,
    source: store.indexSource,
    clock: systemClock,
    random: Math.random,
    log: openLogger("silent"),
  };
}

/** Until it has been told of all, and finds all of that. */
export async function caughtUp(parts: FeedParts): Promise<void> {
  const { signal } = new AbortController();
  await until(async () => {
    const moved = await feedOnce(parts, signal);
    return !moved && (await parts.index.isCurrent().catch(() => false));
  });
}

/** Resolves when it does; a condition that never does lets the test run out of its time. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(100);
}
