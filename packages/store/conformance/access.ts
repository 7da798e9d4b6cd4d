import type { Reader } from "@footnote/contracts";
import { expect, test } from "vitest";
import { CONFORMANCE_MODEL, LANES, newVersion, type World } from "./world.ts";

/** Who may read what. */
export function accessPromises(world: World): void {
  test("S1: a reader of another tenant, without the principal, or without any, gets nothing by any read", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["private reef"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const [hit] = (await world.store.index.lexical(await world.resolve(reader), "reef", 10, undefined)).hits;
    const strangers: Reader[] = [
      { tenant: "elsewhere", principals: ["staff"] },
      { tenant, principals: ["guests"] },
      { tenant, principals: [] },
    ];
    for (const stranger of strangers) {
      expect(
        (await world.store.index.lexical(await world.resolve(stranger), "reef", 10, undefined)).hits,
      ).toEqual([]);
      expect(
        await world.store.index.dense(
          await world.resolve(stranger),
          CONFORMANCE_MODEL,
          Float32Array.of(1, 0, 0),
          10,
          undefined,
        ),
      ).toEqual([]);
      expect(await world.store.passages.passages(stranger, [hit?.chunk ?? ""], undefined)).toEqual([]);
      const span = { document: row?.document ?? "", version: row?.version ?? "", start: 0, end: 3 };
      expect(await world.store.passages.texts(stranger, [span], "kept")).toEqual([undefined]);
      await expect(
        world.store.passages.documentText(stranger, span.document, undefined, span, span.start),
      ).rejects.toMatchObject({ code: "not_found" });
      expect(
        (await world.store.passages.documents(stranger, { after: undefined, limit: 10, state: undefined }))
          .documents,
      ).toEqual([]);
      const { passages } = world.store;
      expect((await passages.status(stranger)).documents.live).toBe(0);
      expect((await passages.resolve(stranger)).lists).toEqual([]);
      expect(await passages.sections(stranger, [span])).toEqual([undefined]);
      await expect(passages.history(stranger, span.document)).rejects.toMatchObject({ code: "not_found" });
      expect(await passages.count(stranger)).toBe(0);
      expect(await passages.buckets(stranger)).toEqual([]);
      expect(await passages.freshness(stranger)).toEqual([]);
      // Of a past moment no more than of now.
      expect(await world.lexical(stranger, "reef", world.now)).toEqual([]);
      expect(await world.dense(stranger, [1, 0, 0], world.now)).toEqual([]);
      expect(await passages.passages(stranger, [hit?.chunk ?? ""], world.now)).toEqual([]);
    }
  });

  test("S1: a reader of one document among many finds it, by words and by vector", async () => {
    const { tenant } = await world.newTenant(["others"]);
    await world.store.catalogue.attachBucket(tenant, { name: "own", folder: null, readers: ["staff"] });
    for (let index = 0; index < 6; index++) {
      await world.put(
        tenant,
        `${index}.md`,
        Array.from({ length: 50 }, (_, chunk) => `coral reef number ${index} ${chunk}`),
      );
    }
    await world.store.catalogue.look(tenant, "own", ["mine.md"], "change");
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    const [claim] = await world.store.catalogue.claim(tenant, ["own"], LANES, 1);
    if (claim === undefined) throw new Error("nothing to claim");
    await world.store.catalogue.commit(
      claim,
      newVersion(["my reef, described in so many words that it ranks last of all"], [0, 0, 1], world.now),
    );
    const reader = { tenant, principals: ["staff"] };
    expect(await world.lexical(reader, "coral reef")).toHaveLength(1);
    expect(await world.dense(reader, [1, 0, 0])).toHaveLength(1);
  });

  test("S1: a bucket that is attached again for others is theirs, with what it held and what comes", async () => {
    const { tenant, reader } = await world.newTenant();
    const board = { tenant, principals: ["board"] };
    await world.put(tenant, "a.md", ["old anchor"]);
    await world.store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["board"] });
    await world.put(tenant, "b.md", ["new anchor"]);
    expect(await world.lexical(reader, "anchor")).toEqual([]);
    expect(await world.lexical(board, "anchor")).toEqual(["new anchor", "old anchor"]);
  });
}
