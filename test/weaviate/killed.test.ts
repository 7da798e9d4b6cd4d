import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import type { CachingStore, FollowedIndex } from "@footnote/contracts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { search } from "../../packages/retrieval/search.ts";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { CONFORMANCE_MODEL, KEEP_MILLISECONDS } from "../../packages/store/conformance/world.ts";
import { openPgliteStore } from "../../packages/store/pglite/open.ts";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { openWeaviateIndex } from "../../packages/store/weaviate/open.ts";
import type { FeedingStart } from "./feeding-process.ts";
import { Server } from "./server.ts";
import { caughtUp, feederOf, until } from "./world.ts";

const TENANT = "tenant";
const READER = { tenant: TENANT, principals: ["staff"] };
const PROCESS = join(import.meta.dirname, "feeding-process.ts");
const DOCUMENTS = 60;
const nothing = () => undefined;

let server: Server;
let directory: string;
let start: FeedingStart;
const children: ChildProcess[] = [];
let tests = 0;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server.close());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "footnote-killed-"));
  await newDatabase(join(directory, "postgres"));
  const { url, grpcUrl } = server;
  const collection = `Killed${++tests}`;
  start = { directory, url, grpcUrl, collection, tenant: TENANT, documents: DOCUMENTS, rounds: 6 };
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(directory, { recursive: true, force: true });
});

/** What it prints, line by line. */
function feed() {
  const child = spawn(process.execPath, [PROCESS, JSON.stringify(start)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    async said(enough: (line: { put: number; current?: true }) => boolean): Promise<void> {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error("It ended before it said so.");
        if (enough(JSON.parse(value))) return;
      }
    },
  };
}

async function killed({ child }: ReturnType<typeof feed>): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Opens what the process left, and gives it to `look`. */
async function left(look: (store: CachingStore, index: FollowedIndex) => Promise<void>): Promise<void> {
  const store = await openPgliteStore(directory, {
    models: [CONFORMANCE_MODEL],
    analyzer: wordAnalyzer,
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepMilliseconds: KEEP_MILLISECONDS,
  });
  const index = await openWeaviateIndex({
    ...start,
    apiKey: undefined,
    models: [CONFORMANCE_MODEL],
    source: store.indexSource,
    builds: store.indexBuilds,
    onTrouble: nothing,
  });
  try {
    await look(store, index);
  } finally {
    await index.close();
    await store.close();
  }
}

/** 0 lost, 0 too many, and each is found by its vector. */
async function isWhole(store: CachingStore, index: FollowedIndex): Promise<void> {
  await caughtUp(feederOf(store, index));
  const build = (await index.serving()) ?? "";
  const { signal } = new AbortController();
  const audit = await index.audit(build, { repair: false, onProgress: nothing, signal });
  expect(audit).toEqual({
    live: 2 * (await store.passages.count(READER)),
    missing: 0,
    unreachable: 0,
    stale: 0,
    repaired: false,
  });
  expect(audit.live).toBeGreaterThan(DOCUMENTS);
}

test("a follower that is killed while it writes loses nothing and leaves nothing that is not live", async () => {
  for (const enough of [70, 130, 210]) {
    const feeding = feed();
    await feeding.said(({ put }) => put >= enough);
    await killed(feeding);
  }
  await left(isWhole);
});

test("a Weaviate that is killed in a batch, again and again, has lost nothing once it has been followed", async () => {
  const feeding = feed();
  for (const enough of [50, 150, 250]) {
    await feeding.said(({ put }) => put >= enough);
    await server.kill();
    await setTimeout(1_000);
    await server.run();
  }
  await feeding.said(({ current }) => current === true);
  await killed(feeding);
  await left(isWhole);
});

test("while Weaviate is down, or answers nothing, questions are answered from the store's own index, at once, and from it again when it is back", async () => {
  const feeding = feed();
  await feeding.said(({ current }) => current === true);
  await killed(feeding);
  await left(async (store, index) => {
    const request = {
      question: "tern",
      questionVectors: [{ model: CONFORMANCE_MODEL, vector: Float32Array.of(1, 0, 0) }],
      limit: 10,
      fusion: "min-max" as const,
      system: "hybrid" as const,
      asOf: undefined,
    };
    const ask = async () =>
      search(
        { indexes: [index, store.index], passages: store.passages },
        await store.passages.resolve(READER),
        request,
      );
    const isBack = () => until(() => index.isCurrent().catch(() => false));
    expect((await ask()).read.bar).toBeNull();
    await server.kill();
    for (let at = 0; at < 3; at++) expect((await ask()).read.bar).not.toBeNull();
    await server.run();
    await isBack();
    expect((await ask()).read.bar).toBeNull();

    server.pause();
    expect((await ask()).candidates).toHaveLength(10);
    // It rests: who asks now does not wait as the first one did.
    const began = performance.now();
    for (let at = 0; at < 5; at++) expect((await ask()).read.bar).not.toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
    server.resume();
    await isBack();
    expect((await ask()).read.bar).toBeNull();
  });
});
