import type { Change, ChunkIndex, Reader, RecordedStore } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONFORMANCE_MODEL, type OpenStore, World } from "./world.ts";

const VECTOR = Float32Array.of(1, 0, 0);

/**
 * What every index of chunks promises, whichever engine it is: what a person can observe of it once it was told of the
 * changes that a store recorded.
 *
 * @param indexOf the index that is tested, which follows this store
 */
export function chunkIndexPromises(
  name: string,
  open: OpenStore<RecordedStore>,
  indexOf: (store: RecordedStore) => ChunkIndex | Promise<ChunkIndex>,
): void {
  describe(`${name} keeps the promises of an index`, () => {
    const world = new World(open);
    let index: ChunkIndex;
    let applied: string | undefined;
    beforeAll(async () => {
      await world.open();
      index = await indexOf(world.store);
      applied = await world.store.changes.begin("index");
    });
    afterAll(() => world.store.close());

    /** Tells the index of all that happened. */
    async function follow(): Promise<Change[]> {
      const told: Change[] = [];
      for (;;) {
        const changes = await world.store.changes.read(applied, 1_000);
        if (changes.length === 0) return told;
        await index.apply(changes);
        told.push(...changes);
        applied = changes.at(-1)?.position;
      }
    }
    const byWords = async (reader: Reader, question: string, limit = 10, asOf?: Date) =>
      (await index.lexical(await world.resolve(reader), question, limit, asOf)).hits;
    const byVector = async (reader: Reader, vector = VECTOR, limit = 10, asOf?: Date) =>
      index.dense(await world.resolve(reader), CONFORMANCE_MODEL, vector, limit, asOf);

    test("what was put is found by words and by vector, each hit with its document and version", async () => {
      const { tenant, reader } = await world.newTenant();
      const { version } = await world.put(tenant, "a.md", ["a lantern on the pier"]);
      await follow();
      const [row] = (
        await world.store.passages.documents(reader, { after: undefined, limit: 1, state: undefined })
      ).documents;
      const hits = [await byWords(reader, "lantern"), await byVector(reader)];
      for (const found of hits)
        expect(found).toMatchObject([{ document: row?.document, version, score: expect.any(Number) }]);
      expect(hits[0]?.[0]?.chunk).toBe(hits[1]?.[0]?.chunk);
      expect(await byWords(reader, "submarine")).toEqual([]);
    });

    test("best first, and never more than were asked for", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "near.md", ["kelp kelp kelp forest"], [1, 0, 0]);
      await world.put(tenant, "mid.md", ["kelp grows beside many other things in the sea"], [0.8, 0.6, 0]);
      await world.put(tenant, "far.md", ["sand and shells alone"], [0, 1, 0]);
      await follow();
      const words = await byWords(reader, "kelp");
      expect(words.map(({ score }) => score)).toEqual(
        words.map(({ score }) => score).toSorted((one, other) => other - one),
      );
      expect(words).toHaveLength(2);
      const vectors = await byVector(reader);
      expect(vectors.map(({ score }) => Number(score.toFixed(3)))).toEqual([1, 0.8, 0]);
      expect(await byWords(reader, "kelp", 1)).toEqual(words.slice(0, 1));
      expect((await byVector(reader, VECTOR, 2)).map(({ chunk }) => chunk)).toEqual(
        vectors.slice(0, 2).map(({ chunk }) => chunk),
      );
    });

    test("where one looks only there, nothing is found elsewhere, and all of a limit is found there", async () => {
      const { tenant, reader } = await world.newTenant();
      for (const key of [
        "people/leave.md",
        "people/leave/form.md",
        "people-old/leave.md",
        "people0.md",
        "peopl.md",
      ])
        await world.put(tenant, key, [`a lantern in ${key}`]);
      await follow();
      const rows = (
        await world.store.passages.documents(reader, { after: undefined, limit: 9, state: undefined })
      ).documents;
      const within = async (...paths: string[]) => {
        const resolved = await world.resolve(reader);
        const there = { ...resolved, within: paths.map((path) => ({ bucket: "docs", path })) };
        const legs = [
          (await index.lexical(there, "lantern", 2, undefined)).hits,
          await index.dense(there, CONFORMANCE_MODEL, VECTOR, 2, undefined),
          (await index.lexical(there, "lantern", 2, world.now)).hits,
          await index.dense(there, CONFORMANCE_MODEL, VECTOR, 2, world.now),
        ];
        return legs.map((hits) =>
          hits.map(({ document }) => rows.find((row) => row.document === document)?.key).sort(),
        );
      };
      const each = (...keys: string[]) => [keys, keys, keys, keys];
      expect(await within("people")).toEqual(each("people/leave.md", "people/leave/form.md"));
      expect(await within("people/leave.md")).toEqual(each("people/leave.md"));
      expect(await within("people-old", "people0.md")).toEqual(each("people-old/leave.md", "people0.md"));
      expect(await within("nowhere")).toEqual(each());
      expect((await within(""))[0]).toHaveLength(2);
      const elsewhere = { ...(await world.resolve(reader)), within: [{ bucket: "other", path: "" }] };
      expect((await index.lexical(elsewhere, "lantern", 2, undefined)).hits).toEqual([]);
      expect(await world.store.passages.count(reader, [{ bucket: "docs", path: "people" }])).toBe(2);
      expect(await world.store.passages.count(reader, [{ bucket: "docs", path: "" }])).toBe(5);
    });

    test("of a document that changed or is gone nothing is found of what was", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a.md", ["old rigging", "old sails"]);
      const next = await world.put(tenant, "a.md", ["new rigging"], [0, 0, 1]);
      await follow();
      expect((await byWords(reader, "rigging")).map(({ version }) => version)).toEqual([next.version]);
      expect(await byWords(reader, "sails")).toEqual([]);
      expect((await byVector(reader)).map(({ version }) => version)).toEqual([next.version]);
      await world.store.catalogue.withdraw(tenant, "docs", "a.md");
      await follow();
      expect(await byWords(reader, "rigging")).toEqual([]);
      expect(await byVector(reader)).toEqual([]);
    });

    test("S1: a stranger finds nothing, and neither does a reader without principals", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a.md", ["a sealed harpoon"]);
      await follow();
      expect(await byWords(reader, "harpoon")).toHaveLength(1);
      for (const stranger of [
        { tenant: "elsewhere", principals: ["staff"] },
        { tenant, principals: ["guests"] },
        { tenant, principals: [] },
      ]) {
        expect(await byWords(stranger, "harpoon")).toEqual([]);
        expect(await byVector(stranger)).toEqual([]);
      }
    });

    test("who may read changes without any document, and the lists that tell readers apart with it", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a.md", ["a tidal mill"]);
      const guest = { tenant, principals: ["guests"] };
      const { lists } = await world.resolve(reader);
      expect([lists.length, (await world.resolve(guest)).lists]).toEqual([1, []]);
      await world.store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["guests"] });
      await follow();
      expect((await world.resolve(reader)).lists).toEqual([]);
      expect((await world.resolve(guest)).lists).toEqual(lists);
      expect(await byWords(reader, "mill")).toEqual([]);
      expect(await byVector(reader)).toEqual([]);
      expect(await byWords(guest, "mill")).toHaveLength(1);
      expect(await byVector(guest)).toHaveLength(1);
    });

    test("of identical documents one stands for all", async () => {
      const { tenant, reader } = await world.newTenant();
      for (const key of ["a.md", "b.md", "c.md"]) await world.put(tenant, key, ["one anchor"]);
      await follow();
      expect(await byWords(reader, "anchor")).toHaveLength(1);
      expect(await byVector(reader)).toHaveLength(1);
    });

    test("R2: changes that are told of again change nothing", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a.md", ["a first gull"]);
      await world.put(tenant, "b.md", ["a second gull"]);
      await world.put(tenant, "a.md", ["a third gull"]);
      await world.store.catalogue.withdraw(tenant, "docs", "b.md");
      const told = await follow();
      const before = [await byWords(reader, "gull"), await byVector(reader)];
      expect(before[0]).toHaveLength(1);
      await index.apply(told);
      await index.apply(told.slice(0, 2));
      await index.apply(told);
      expect([await byWords(reader, "gull"), await byVector(reader)]).toEqual(before);
    });

    test("a past moment is found as it was, where the index says that it can", async () => {
      const { tenant, reader } = await world.newTenant();
      const first = await world.put(tenant, "a.md", ["yesterday's ferry"]);
      const then = world.now;
      world.later(60);
      await world.put(tenant, "a.md", ["today's barge"]);
      await follow();
      if (!index.capabilities.asOf) return expect(index.capabilities.asOf).toBe(false);
      expect((await byWords(reader, "ferry", 10, then)).map(({ version }) => version)).toEqual([
        first.version,
      ]);
      expect((await byVector(reader, VECTOR, 10, then)).map(({ version }) => version)).toEqual([
        first.version,
      ]);
      expect(await byWords(reader, "barge", 10, then)).toEqual([]);
    });

    test("the best hit scores at most what is ideal, where the index says what that is", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a.md", ["an oar, a rudder, and much else besides that nobody asked about"]);
      await follow();
      const { hits, ideal } = await index.lexical(await world.resolve(reader), "oar rudder", 10, undefined);
      if (!index.capabilities.idealScore) return expect(ideal).toBe(0);
      expect(ideal).toBeGreaterThanOrEqual(hits[0]?.score ?? Number.POSITIVE_INFINITY);
    });

    test("who has left is told so, and not what was found", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a.md", ["a buoy"]);
      await follow();
      const left = AbortSignal.abort(new Error("left"));
      const resolved = await world.resolve(reader);
      await expect(index.lexical(resolved, "buoy", 10, undefined, left)).rejects.toThrow("left");
      await expect(index.dense(resolved, CONFORMANCE_MODEL, VECTOR, 10, undefined, left)).rejects.toThrow(
        "left",
      );
    });
  });
}
