import { FootnoteError, type Reader, type RecordedStore } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failed, newVersion, type OpenStore, World } from "./world.ts";

/** What a store tells those who have not asked yet. */
export function showcasePromises(name: string, open: OpenStore<RecordedStore>): void {
  describe(`${name} shows what there is`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());

    async function twoBuckets() {
      const { tenant } = await world.newTenant(["everyone"]);
      await world.store.catalogue.attachBucket(tenant, { name: "hr", folder: null, readers: ["hr"] });
      const put = async (bucket: string, key: string, texts: readonly string[]) => {
        world.later(1);
        await world.store.catalogue.look(tenant, bucket, [key], "change");
        const [claim] = await world.store.catalogue.claim(tenant, [bucket], ["change"], 1);
        if (claim === undefined) throw new Error("nothing to claim");
        await world.store.catalogue.commit(claim, newVersion(texts, [1, 0, 0], world.now));
        return { document: claim.document, at: world.now.toISOString() };
      };
      const everyone: Reader = { tenant, principals: ["everyone"] };
      return { tenant, put, everyone, hr: { tenant, principals: ["everyone", "hr"] } };
    }

    test("sections are taken from as many documents as were asked for, each with its heading and beginning", async () => {
      const { put, everyone, hr } = await twoBuckets();
      const { showcase } = world.store;
      expect(await showcase.sample(everyone, 5)).toEqual([]);
      const { document } = await put("docs", "a.md", ["one", "two"]);
      await put("docs", "b.md", ["three"]);
      await put("hr", "secret.md", ["four"]);
      expect((await showcase.sample(hr, 2)).length).toBe(2);
      const seen = await showcase.sample(everyone, 5);
      expect(seen.map(({ text }) => text).sort()).toEqual(["one", "three"]);
      expect(seen.find((section) => section.document === document)).toMatchObject({
        title: "A title",
        headingPath: ["A title", "Part"],
        start: 0,
        end: "one\n\ntwo".length,
      });
      expect(await showcase.sample({ ...everyone, principals: [] }, 5)).toEqual([]);
    });

    test("folders are the outermost ones in which something lies that one may read", async () => {
      const { tenant, put, everyone, hr } = await twoBuckets();
      const keys = [
        "a.md",
        "people/leave/x.md",
        "people/a.md",
        "people-old/a.md",
        "people0/a.md",
        "Ärzte/a.md",
      ];
      for (const key of keys) await put("docs", key, [key]);
      await put("hr", "pay/a.md", ["secret"]);
      const folders = async (reader: Reader, bucket: string) =>
        (await world.store.showcase.folders(reader, bucket)).map(({ path }) => path).sort();
      expect(await folders(everyone, "docs")).toEqual(["people", "people-old", "people0", "Ärzte"]);
      expect(await folders(everyone, "hr")).toEqual([]);
      expect(await folders(hr, "hr")).toEqual(["pay"]);
      await world.store.catalogue.withdraw(tenant, "docs", "people0/a.md");
      expect(await folders(everyone, "docs")).not.toContain("people0");
      for (let at = 0; at < 60; at++) await put("hr", `${at}/a.md`, [`${at}`]);
      expect(await folders(hr, "hr")).toHaveLength(50);
    });

    test("the newest change is that of what one may read", async () => {
      const { put, everyone, hr } = await twoBuckets();
      const { showcase } = world.store;
      expect(await showcase.newestChange(everyone)).toBeNull();
      const open = await put("docs", "a.md", ["one"]);
      const secret = await put("hr", "b.md", ["two"]);
      expect(await showcase.newestChange(everyone)).toBe(open.at);
      expect(await showcase.newestChange(hr)).toBe(secret.at);
    });

    test("files that wait to be read are counted, of what one may read, until they are read or need somebody", async () => {
      const { tenant, put, everyone, hr } = await twoBuckets();
      const { catalogue, showcase } = world.store;
      await put("docs", "live.md", ["one"]);
      expect(await showcase.waiting(hr)).toBe(0);
      await catalogue.look(tenant, "docs", ["a.md", "live.md"], "change");
      await catalogue.look(tenant, "hr", ["b.md"], "change");
      expect([await showcase.waiting(everyone), await showcase.waiting(hr)]).toEqual([2, 3]);
      const [claim] = await catalogue.claim(tenant, ["hr"], ["change"], 1);
      if (claim === undefined) throw new Error("nothing to claim");
      const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Save it anew." });
      await catalogue.fail(claim, failed("parse", corrupt));
      expect([await showcase.waiting(everyone), await showcase.waiting(hr)]).toEqual([2, 2]);
    });
  });
}
