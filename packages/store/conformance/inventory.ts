import { randomBytes } from "node:crypto";
import {
  type BucketPipelines,
  CANARY_KEY,
  type DocumentQuery,
  FootnoteError,
  type Reader,
} from "@footnote/contracts";
import { expect, test } from "vitest";
import { failed, type World } from "./world.ts";

/** What is known of a bucket. */
export function inventoryPromises(world: World): void {
  /** The keys on all pages, in their order. */
  async function listed(reader: Reader, query: Partial<DocumentQuery>): Promise<string[]> {
    const keys: string[] = [];
    let after: string | undefined;
    do {
      const page = await world.store.passages.documents(reader, {
        after,
        limit: 2,
        state: undefined,
        ...query,
      });
      keys.push(...page.documents.map((row) => row.key));
      after = page.next ?? undefined;
    } while (after !== undefined);
    return keys;
  }

  test.each(["name", "newest", "oldest"] as const)(
    "documents are listed in pages that together are all of them once, by %s",
    async (order) => {
      const { tenant, reader } = await world.newTenant();
      const keys = ["a.md", "B.md", "ä.md", "z/1.md", "z/2.md"];
      for (const key of keys) {
        world.later(1);
        await world.put(tenant, key, [key]);
      }
      const seen = await listed(reader, { order, state: "live" });
      expect([...seen].sort()).toEqual([...keys].sort());
      if (order === "newest") expect(seen).toEqual([...keys].reverse());
      if (order === "oldest") expect(seen).toEqual(keys);
    },
  );

  test("a list goes on where it stood although what stood there is gone", async () => {
    const { tenant, reader } = await world.newTenant();
    for (const key of ["a.md", "b.md", "c.md"]) await world.put(tenant, key, [key]);
    const query = { limit: 2, state: undefined };
    const first = await world.store.passages.documents(reader, { ...query, after: undefined });
    await world.store.catalogue.withdraw(tenant, "docs", "b.md");
    await world.store.catalogue.remove(await world.claimOne(tenant, "b.md"));
    const rest = await world.store.passages.documents(reader, { ...query, after: first.next ?? undefined });
    expect(rest.documents.map(({ key }) => key)).toEqual(["c.md"]);
  });

  test("documents are found by any part of their path or title, by folder and by format", async () => {
    const { tenant, reader } = await world.newTenant();
    for (const key of ["travel/Café-Spesen.md", "travel/hotels.md", "travelling.md", "100%_sure.md"])
      await world.put(tenant, key, [key]);
    expect(await listed(reader, { find: "CAFÉ spe" })).toEqual(["travel/Café-Spesen.md"]);
    expect(await listed(reader, { find: "hotels title" })).toEqual(["travel/hotels.md"]);
    expect(await listed(reader, { find: "%_" })).toEqual(["100%_sure.md"]);
    expect(await listed(reader, { find: "el" })).toHaveLength(3);
    expect(await listed(reader, { find: "hotels cafés" })).toEqual([]);
    expect(await listed(reader, { within: { bucket: "docs", path: "travel" } })).toHaveLength(2);
    expect(await listed(reader, { within: { bucket: "docs", path: "travel" }, find: "travel" })).toHaveLength(
      2,
    );
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 1, state: undefined })
    ).documents;
    expect(await listed(reader, { format: row?.format ?? "" })).toHaveLength(4);
    expect(await listed(reader, { format: "pdf" })).toEqual([]);
    expect(await listed(reader, { readInPart: true })).toEqual([]);
    expect(await listed(reader, { state: "dead", find: "travel" })).toEqual([]);
    world.later(60);
    await world.put(tenant, "newer.md", ["newer"]);
    expect(await listed(reader, { changedSince: world.now })).toEqual(["newer.md"]);
  });

  test("what is known of a bucket is what a listing is compared with", async () => {
    const { tenant } = await world.newTenant();
    await world.put(tenant, "a.md", ["known"]);
    const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    await world.store.catalogue.fail(await world.claimOne(tenant, "b.md"), failed("parse", corrupt));
    expect(await world.store.catalogue.known(tenant, "docs", ["a.md", "b.md", "c.md"])).toEqual([
      {
        key: "a.md",
        etag: "known",
        version: "test-known",
        pipeline: "test",
        staged: null,
        state: "live",
        problem: null,
      },
      {
        key: "b.md",
        etag: null,
        version: null,
        pipeline: "test",
        staged: null,
        state: "dead",
        problem: { code: "file_corrupt", at: world.now },
      },
    ]);
    expect(await world.store.catalogue.knownKeys(tenant, "docs", undefined, 1)).toEqual(["a.md"]);
    expect(await world.store.catalogue.knownKeys(tenant, "docs", "a.md", 5)).toEqual(["b.md"]);
  });

  test("of a listing only what is not settled is told: new, changed, due, broken, or not as the pipelines want it", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    for (const key of ["same.md", "changed.md", "due.md"]) await world.put(tenant, key, ["known"]);
    const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    await catalogue.fail(await world.claimOne(tenant, "broken.md"), failed("parse", corrupt));
    await catalogue.look(tenant, "docs", ["due.md"], "change");
    const listed = ["same.md", "changed.md", "new.md", "due.md", "broken.md"].map((key) => ({
      key,
      etag: key === "changed.md" ? "another" : "known",
    }));
    const told = (pipelines: BucketPipelines) => catalogue.differing(tenant, "docs", listed, pipelines);
    const differing = await told({ serving: "test", next: undefined });
    expect(differing.map(({ key, etag, known }) => [key, etag, known?.state])).toEqual([
      ["changed.md", "another", "live"],
      ["new.md", "known", undefined],
      ["due.md", "known", "queued"],
      ["broken.md", "known", "dead"],
    ]);
    expect(differing[0]?.known).toEqual((await catalogue.known(tenant, "docs", ["changed.md"]))[0]);
    const keysOf = async (pipelines: BucketPipelines) => (await told(pipelines)).map(({ key }) => key);
    expect(await keysOf({ serving: "test", next: "next" })).toContain("same.md");
    expect(await keysOf({ serving: "before", next: "test" })).not.toContain("same.md");
    expect(await keysOf({ serving: "before", next: undefined })).toContain("same.md");
    expect(
      await catalogue.differing(tenant, "more", listed.slice(0, 1), { serving: "test", next: undefined }),
    ).toEqual([{ key: "same.md", etag: "known", known: undefined, hasOtherReaders: false }]);
  });

  test("R9: how many documents are answered from, and some of them, are known by bucket, without its canary", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    expect(await catalogue.countAnswerable(tenant, "docs", 9)).toBe(0);
    for (const key of ["a.md", "b.md", "c.md", CANARY_KEY]) await world.put(tenant, key, [`text of ${key}`]);
    await catalogue.withdraw(tenant, "docs", "c.md");
    expect(await catalogue.countAnswerable(tenant, "docs", 9)).toBe(2);
    expect(await catalogue.countAnswerable(tenant, "docs", 1)).toBe(1);
    expect(await catalogue.countAnswerable(tenant, "more", 9)).toBe(0);
    const sample = await catalogue.sampleAnswerable(tenant, "docs", 9);
    expect(sample.map(({ key, version }) => `${key} ${version}`).sort()).toEqual([
      "a.md test-text of a.md",
      "b.md test-text of b.md",
    ]);
    expect(await catalogue.sampleAnswerable(tenant, "docs", 1)).toEqual(sample.slice(0, 1));
  });

  test("R9: where a bucket was last found is remembered, whatever is attached meanwhile", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    expect(await catalogue.bucketPlace(tenant, "docs")).toBeUndefined();
    const place = { identity: "1:2", parts: ["archive/2024"] };
    await catalogue.rememberPlace(tenant, "docs", place);
    await catalogue.attachBucket(tenant, { name: "more", folder: null, readers: ["staff"] });
    expect(await catalogue.bucketPlace(tenant, "docs")).toEqual(place);
    expect(await catalogue.bucketPlace(tenant, "more")).toBeUndefined();
  });

  test("a key as long as a path can be is a key like any other", async () => {
    const { tenant, reader } = await world.newTenant();
    const long = Array.from({ length: 16 }, (_, depth) => randomBytes(120).toString("hex").slice(depth)).join(
      "/",
    );
    await world.put(tenant, long, ["deep water"]);
    await world.put(tenant, `${long}/sibling`, ["deeper water"]);
    expect(await world.lexical(reader, "deep")).toEqual(["deep water"]);
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const keys = await world.store.catalogue.knownKeys(tenant, "docs", after, 1);
      if (keys.length === 0) break;
      seen.push(...keys);
    }
    expect(seen.sort()).toEqual([long, `${long}/sibling`]);
  });
}
