import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CachingStore } from "@footnote/contracts";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { newVersion } from "../../packages/store/conformance/world.ts";
import { type MoveProgress, moveStore } from "../../packages/store/moving/move.ts";
import { openPgStore } from "../../packages/store/pg/open.ts";
import { openPgliteStore } from "../../packages/store/pglite/open.ts";
import { newDatabase as newDirectory } from "../../packages/store/testing/new-database.ts";
import { newDatabase } from "./database.ts";
import { openSession, put, READER, STORE_OPTIONS, TENANT } from "./stores.ts";

const PROCESS = join(import.meta.dirname, "moving-process.ts");
const DOCUMENTS = 120;
const nothing = () => undefined;

let directory: string;
let url: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "footnote-moved-"));
  await newDirectory(join(directory, "postgres"));
  await onSource(async (store) => {
    await store.catalogue.attachBucket(TENANT, {
      name: "docs",
      folder: "/docs",
      readers: ["staff", "board"],
    });
    for (let at = 0; at < DOCUMENTS; at++) {
      const vector = [Math.cos(at), Math.sin(at), 0];
      await put(store, `${at}.md`, newVersion([`a first mooring ${at}`], vector, new Date()));
      if (at % 3 === 0)
        await put(
          store,
          `${at}.md`,
          newVersion([`a second mooring ${at} "quoted" \\ {braced}`, "Ünïcode — 船"], vector, new Date()),
        );
      if (at % 10 === 0) {
        await store.catalogue.look(TENANT, "docs", [`${at}.md`], "change");
        const [claim] = await store.catalogue.claim(TENANT, ["docs"], ["change"], 1);
        if (claim !== undefined) await store.catalogue.remove(claim);
      }
    }
  });
});
afterAll(() => rm(directory, { recursive: true }));
beforeEach(async () => {
  url = await newDatabase(inject("postgres"));
});

async function onSource<Result>(work: (store: CachingStore) => Promise<Result>): Promise<Result> {
  const clock = { now: () => new Date(), elapsed: () => performance.now() };
  const store = await openPgliteStore(directory, { ...STORE_OPTIONS, ...clock });
  return work(store).finally(() => store.close());
}

async function onTarget<Result>(work: (store: CachingStore) => Promise<Result>): Promise<Result> {
  const store = await openPgStore({ url, connections: 4, statementMilliseconds: 30_000 }, STORE_OPTIONS);
  return work(store).finally(() => store.close());
}

/** What people see of it. */
async function seen({ passages, index }: CachingStore) {
  const { documents } = await passages.documents(READER, {
    after: undefined,
    limit: 1_000,
    state: undefined,
  });
  const reader = await passages.resolve(READER);
  const { hits } = await index.lexical(reader, "mooring 船", 300, undefined);
  const near = await index.dense(
    reader,
    STORE_OPTIONS.models[0] as never,
    Float32Array.of(1, 0, 0),
    20,
    undefined,
  );
  const { freshness: _, ...status } = await passages.status(READER);
  const changed = documents.find(({ key }) => key === "3.md")?.document ?? "";
  return {
    documents,
    status,
    answerable: await passages.count(READER),
    // Without their scores: BM25 counts rows of the old index that are long gone, too.
    hits: hits.map(({ chunk }) => chunk).sort(),
    near: near.map(({ chunk, score }) => [chunk, score.toFixed(5)]),
    history: await passages.history(READER, changed),
  };
}

async function killedAfter(steps: number): Promise<void> {
  const child = spawn(process.execPath, [PROCESS, directory, url, String(steps)], { stdio: "inherit" });
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");
}

test("what is moved is found, shown and remembered as before, and it goes on from there; the source is as it was", async () => {
  const before = await onSource(seen);
  expect(before.answerable).toBe(DOCUMENTS - DOCUMENTS / 10);
  const { tables } = await moveStore(directory, url, nothing);
  expect(tables.find(({ name }) => name === "document")).toEqual({
    name: "document",
    rows: before.answerable,
  });
  await onTarget(async (store) => {
    expect(await seen(store)).toEqual(before);
    // Numbers go on where they ended, triggers count and record again.
    await put(store, "new.md", newVersion(["a third mooring"], [1, 0, 0], new Date()));
    expect(await store.passages.count(READER)).toBe(before.answerable + 1);
    expect(await store.changes.read(undefined, 10)).toMatchObject([{ kind: "version", before: null }]);
  });
  expect(await onSource(seen)).toEqual(before);
});

test("killed at any step, it goes on where it ended, and until it is whole nobody opens it", async () => {
  const before = await onSource(seen);
  const steps: MoveProgress[] = [];
  await moveStore(directory, await newDatabase(inject("postgres")), (step) => steps.push(step));
  // While it copies, and the last time while it compares.
  for (const more of [3, 4, 4, 15]) {
    await killedAfter(more);
    await expect(onTarget(seen)).rejects.toMatchObject({
      code: "configuration_invalid",
      message: "The database is being moved into, and not whole yet.",
    });
  }
  const rest: MoveProgress[] = [];
  await moveStore(directory, url, (step) => rest.push(step));
  const copied = (all: readonly MoveProgress[]) => all.filter(({ step }) => step === "copy").length;
  expect(copied(rest)).toBeLessThan(copied(steps));
  expect(await onTarget(seen)).toEqual(before);
});

test("where the source went on after a move that was killed, all of it is moved anew", async () => {
  await killedAfter(9);
  await onSource(async (store) => {
    for (let at = 1; at < 6; at++)
      await put(store, `${at}.md`, newVersion([`another mooring ${at}`], [0, 0, 1], new Date()));
  });
  await moveStore(directory, url, nothing);
  expect(await onTarget(seen)).toEqual(await onSource(seen));
});

test("what does not arrive as it is is found, and the target is no store then", async () => {
  await killedAfter(2);
  const session = await openSession(url);
  await session.query("ALTER TABLE version ALTER COLUMN created_at TYPE timestamptz(0)");
  await session.end();
  await expect(moveStore(directory, url, nothing)).rejects.toMatchObject({
    code: "store_failed",
    message: "The table version is not the same on both sides.",
  });
  await expect(onTarget(seen)).rejects.toMatchObject({ code: "configuration_invalid" });
});

test("a database that holds anything is refused, and nothing is changed in it", async () => {
  const session = await openSession(url);
  await session.query("CREATE TABLE accounts (id int)");
  await expect(moveStore(directory, url, nothing)).rejects.toMatchObject({
    code: "request_invalid",
    message: "The database holds a table accounts of something else.",
  });
  await session.query("DROP TABLE accounts");
  await session.end();
  await onTarget((store) =>
    store.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: ["staff"] }),
  );
  await expect(moveStore(directory, url, nothing)).rejects.toMatchObject({
    code: "request_invalid",
    message: "The database holds a Footnote's documents already.",
  });
});

test("a directory without an index, one that is in use, and a server that does not answer are told", async () => {
  await expect(moveStore(join(directory, "nowhere"), url, nothing)).rejects.toMatchObject({
    code: "request_invalid",
  });
  await onSource(() =>
    expect(moveStore(directory, url, nothing)).rejects.toMatchObject({ code: "data_directory_in_use" }),
  );
  await expect(moveStore(directory, "postgres://nobody@127.0.0.1:1/x", nothing)).rejects.toMatchObject({
    code: "store_failed",
    action: expect.stringContaining("database.url"),
  });
});
