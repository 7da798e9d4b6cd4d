import type { CachingStore, FollowedIndex, Reader } from "@footnote/contracts";
import { beforeAll, beforeEach, expect, inject, test } from "vitest";
import { search } from "../../packages/retrieval/search.ts";
import { CONFORMANCE_MODEL, World } from "../../packages/store/conformance/world.ts";
import { feedIndex, feedOnce } from "../../services/ingest/following/feed-index.ts";
import { openIndexOperations } from "../../services/ingest/following/operations.ts";
import { caughtUp, feederOf, openIndex, openStore, until } from "./world.ts";

const world = new World<CachingStore>(openStore);
beforeAll(() => world.open());

let index: FollowedIndex;
let tenant: string;
let reader: Reader;
beforeEach(async () => {
  for (const { name } of await world.store.indexBuilds.all()) await world.store.indexBuilds.remove(name);
  index = await openIndex(world.store, inject("weaviate"));
  ({ tenant, reader } = await world.newTenant());
});

const { signal } = new AbortController();
const feeder = () => feederOf(world.store, index);
const found = async (words: string) => {
  const { hits } = await index.lexical(await world.resolve(reader), words, 10, undefined);
  return hits.length;
};
const question = (words: string) => ({
  question: words,
  questionVectors: [{ model: CONFORMANCE_MODEL, vector: Float32Array.of(1, 0, 0) }],
  limit: 10,
  fusion: "min-max" as const,
  system: "hybrid" as const,
  asOf: undefined,
});
const parts = () => ({ indexes: [index, world.store.index], passages: world.store.passages });
const nothing = () => undefined;

test("what was there before is listed, what comes is followed, and until then the store's own index answers", async () => {
  for (let at = 0; at < 7; at++) await world.put(tenant, `${at}.md`, [`a heron number ${at}`]);
  await expect(index.isCurrent()).rejects.toMatchObject({ code: "unavailable" });
  const before = await search(parts(), await world.resolve(reader), question("heron"));
  expect(before.candidates).toHaveLength(7);
  await caughtUp(feeder());
  expect(await found("heron")).toBe(7);
  const after = await search(parts(), await world.resolve(reader), question("heron"));
  expect(after.candidates).toHaveLength(7);
  expect(after.read).toMatchObject({ isWhole: true, bar: null });

  await world.put(tenant, "7.md", ["a heron number 7"]);
  await world.store.catalogue.withdraw(tenant, "docs", "0.md");
  const [{ name = "" } = {}] = await index.builds();
  expect(await world.store.indexBuilds.lag(name)).toMatchObject({ changes: 2 });
  // What is found while it lags is nothing to keep: the cache would give it again as if it were whole.
  expect((await search(parts(), await world.resolve(reader), question("heron"))).read.isWhole).toBe(false);
  await caughtUp(feeder());
  expect(await world.store.indexBuilds.lag(name)).toEqual({ changes: 0, seconds: 0 });
  expect(await found("heron")).toBe(7);
});

test("words score as they do in the store's own index, so that either may be asked", async () => {
  for (let at = 0; at < 40; at++) {
    const others = Array.from({ length: at % 5 }, (_, word) => `filler${(at * 7 + word) % 11}`).join(" ");
    await world.put(tenant, `${at}.md`, [
      `petrel ${at % 3 === 0 ? "shearwater shearwater" : "fulmar"} ${others}`,
    ]);
  }
  await caughtUp(feeder());
  const own = await world.store.index.lexical(
    await world.resolve(reader),
    "shearwater filler3",
    50,
    undefined,
  );
  let furthest = Number.POSITIVE_INFINITY;
  // Weaviate ranks by what it has written down, some seconds after it was told.
  await until(async () => {
    const { hits, ideal } = await index.lexical(
      await world.resolve(reader),
      "shearwater filler3",
      50,
      undefined,
    );
    expect([hits.length, ideal]).toEqual([own.hits.length, own.ideal]);
    const scores = new Map(hits.map(({ chunk, score }) => [chunk, score]));
    furthest = Math.max(
      ...own.hits.map(({ chunk, score }) => Math.abs((scores.get(chunk) ?? 0) / score - 1)),
    );
    return furthest < 0.1;
  });
});

test("far behind, it is not asked", async () => {
  await world.put(tenant, "a.md", ["a first bittern"]);
  await caughtUp(feeder());
  for (let at = 0; at < 1_001; at++)
    await (at % 2 === 0
      ? world.store.catalogue.withdraw(tenant, "docs", "a.md")
      : world.put(tenant, "a.md", [`a bittern ${at}`]));
  await expect(index.isCurrent()).rejects.toMatchObject({ code: "unavailable" });
  await caughtUp(feeder());
  expect(await found("bittern")).toBe(0);
});

test("built anew beside the one that is searched, it is searched without a gap, and what changes meanwhile is in both", async () => {
  for (let at = 0; at < 5; at++) await world.put(tenant, `${at}.md`, [`a curlew ${at}`]);
  await caughtUp(feeder());
  const before = await index.serving();
  const operations = openIndexOperations({ index, builds: world.store.indexBuilds });
  await operations.rebuild();
  await expect(operations.rebuild()).rejects.toMatchObject({ code: "request_invalid" });
  await world.put(tenant, "5.md", ["a curlew 5"]);
  const feeding = feedIndex(feeder());
  try {
    let asked = 0;
    await until(async () => {
      expect(await found("curlew")).toBeGreaterThanOrEqual(5);
      asked += 1;
      return (await index.builds()).length === 1 && (await index.serving()) !== before;
    });
    expect(asked).toBeGreaterThan(1);
    await until(async () => (await found("curlew")) === 6);
  } finally {
    await feeding.close();
    await operations.close();
  }
  expect((await operations.state()).builds).toMatchObject([
    { isSearched: true, listed: 1, lag: { changes: 0 } },
  ]);
});

test("left behind by the record, it is built anew", async () => {
  await world.put(tenant, "a.md", ["a whimbrel"]);
  await caughtUp(feeder());
  const before = (await index.serving()) ?? "";
  await world.store.catalogue.withdraw(tenant, "docs", "a.md");
  // As trimming does with who is too far back.
  await world.store.changes.leave(before);
  await expect(index.isCurrent()).rejects.toMatchObject({ code: "unavailable" });
  await caughtUp(feeder());
  expect(await index.serving()).not.toBe(before);
  expect(await found("whimbrel")).toBe(0);
});

test("whose collection was deleted builds it anew", async () => {
  await world.put(tenant, "a.md", ["a godwit"]);
  await caughtUp(feeder());
  const name = (await index.serving()) ?? "";
  await fetch(`${inject("weaviate").url}/v1/schema/${name}`, { method: "DELETE" });
  await caughtUp(feeder());
  expect(await found("godwit")).toBe(1);
});

test("one that embeds with another model is another form, and is replaced", async () => {
  await world.put(tenant, "a.md", ["a dunlin"]);
  await caughtUp(feeder());
  const [{ form = "" } = {}] = await index.builds();
  const other = { id: "another-4", dimensions: 4 };
  const next = await openIndex(world.store, inject("weaviate"), [CONFORMANCE_MODEL, other]);
  await caughtUp(feederOf(world.store, next));
  expect((await next.builds()).map((build) => [build.isCurrentForm, build.form === form])).toEqual([
    [true, false],
  ]);
  expect(
    await next.dense(await world.resolve(reader), other, Float32Array.of(1, 0, 0, 0), 10, undefined),
  ).toEqual([]);
});

test("what it lacks, what it does not find and what it should not have is counted, and put right", async () => {
  await world.put(tenant, "a.md", ["a first plover", "a second plover"]);
  await world.put(tenant, "b.md", ["a third plover"], [0.1, 0.7, 0.7]);
  await caughtUp(feeder());
  const build = (await index.serving()) ?? "";
  const { url } = inject("weaviate");
  const objects = (await (await fetch(`${url}/v1/objects?class=${build}&limit=100`)).json()) as {
    objects: { id: string; properties: { tenant: string; terms: string } }[];
  };
  const own = objects.objects
    .filter(({ properties }) => properties.tenant === tenant)
    // The one that nothing else lies near comes last.
    .sort(
      (one, other) =>
        Number(one.properties.terms.includes("third")) - Number(other.properties.terms.includes("third")),
    );
  expect(own).toHaveLength(3);
  await fetch(`${url}/v1/objects/${build}/${own[0]?.id}`, { method: "DELETE" });
  await fetch(`${url}/v1/objects`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      class: build,
      properties: { ...own[1]?.properties, document: "00000000-0000-5000-8000-000000000001" },
    }),
  });
  // Stored, and found by no vector: what a crash left behind before vectors were indexed apart from objects.
  await fetch(`${url}/v1/objects/${build}/${own[2]?.id}`, { method: "DELETE" });
  await fetch(`${url}/v1/objects`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ class: build, id: own[2]?.id, properties: own[2]?.properties }),
  });
  const audit = (repair: boolean) => index.audit(build, { repair, onProgress: nothing, signal });
  const differs = { missing: 1, unreachable: 1, stale: 1 };
  expect(await audit(false)).toMatchObject({ ...differs, repaired: false });
  expect(await audit(true)).toMatchObject({ ...differs, repaired: true });
  await until(() => index.isSettled(build));
  expect(await audit(false)).toMatchObject({ missing: 0, unreachable: 0, stale: 0 });
  expect(await found("plover")).toBe(3);
});

test("of two installations on one Weaviate neither takes the other's name", async () => {
  await caughtUp(feeder());
  const name = ((await index.serving()) ?? "").split("_")[0] ?? "";
  const other = new World<CachingStore>(openStore);
  await other.open();
  await expect(openIndex(other.store, { ...inject("weaviate"), collection: name })).rejects.toMatchObject({
    code: "configuration_invalid",
  });
  await other.store.close();
});

test("only one process feeds, and another takes over when that one ends in order", async () => {
  const { indexBuilds: builds } = world.store;
  expect(await builds.hold("one", 60_000)).toBe(true);
  expect(await builds.hold("other", 60_000)).toBe(false);
  expect(await builds.hold("one", 60_000)).toBe(true);
  await builds.release("one");
  expect(await builds.hold("other", 0)).toBe(true);
  expect(await builds.hold("one", 60_000)).toBe(true);
  await builds.release("one");
});

test("told of the same again after a crash, it holds the same", async () => {
  await world.put(tenant, "a.md", ["a sanderling"]);
  await caughtUp(feeder());
  const [{ name = "" } = {}] = await index.builds();
  await world.put(tenant, "a.md", ["another sanderling"]);
  const advance = world.store.changes.advance;
  const crashing = {
    ...feeder(),
    changes: { ...world.store.changes, advance: () => Promise.reject(new Error("killed")) },
  };
  await expect(feedOnce(crashing, signal)).rejects.toThrow("killed");
  expect(world.store.changes.advance).toBe(advance);
  expect(await world.store.indexBuilds.lag(name)).toMatchObject({ changes: 1 });
  await caughtUp(feeder());
  expect(await found("sanderling")).toBe(1);
});
