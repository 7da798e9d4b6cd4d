import { type Claim, type DocumentQuery, FootnoteError, type Reader } from "@footnote/contracts";
import { describe, expect, test } from "vitest";
import { CONFORMANCE_MODEL, failed, LANES, newVersion, type World } from "./world.ts";

/** What a reader may not read is not there: it is not named, counted, changed, or shown by what it saves. */
export function readerPromises(world: World): void {
  describe("S1: what one may not read", () => {
    /** A tenant with a bucket for everyone and one for hr. */
    async function twoBuckets() {
      const { tenant } = await world.newTenant();
      const registrations = [
        { name: "docs", folder: null, readers: ["everyone"] },
        { name: "hr", folder: null, readers: ["hr"] },
      ];
      for (const bucket of registrations) await world.store.catalogue.attachBucket(tenant, bucket);
      const everyone: Reader = { tenant, principals: ["everyone"] };
      return { tenant, everyone, hr: { tenant, principals: ["everyone", "hr"] } };
    }

    async function claimIn(tenant: string, bucket: string, key: string): Promise<Claim> {
      await world.store.catalogue.look(tenant, bucket, [key], "change");
      const [claim] = await world.store.catalogue.claim(tenant, [bucket], LANES, 1);
      if (claim === undefined) throw new Error("nothing to claim");
      return claim;
    }

    async function putIn(tenant: string, bucket: string, key: string, text: string): Promise<Claim> {
      const claim = await claimIn(tenant, bucket, key);
      await world.store.catalogue.commit(claim, newVersion([text], [1, 0, 0], world.now));
      return claim;
    }

    test("a bucket that one may not read, or that nothing is answered from, is not among one's buckets", async () => {
      const { tenant, everyone, hr } = await twoBuckets();
      const { passages, catalogue } = world.store;
      expect(await passages.buckets(everyone)).toEqual(["docs"]);
      expect(await passages.buckets(hr)).toEqual(["docs", "hr"]);
      expect(await passages.buckets({ tenant, principals: [] })).toEqual([]);
      expect(await passages.buckets({ tenant: "another", principals: ["hr"] })).toEqual([]);
      await catalogue.detachBucket(tenant, "hr");
      expect(await passages.buckets(hr)).toEqual(["docs"]);
    });

    test("no vector is found by which one could tell what it says: live, kept, or deleted a moment ago", async () => {
      const { tenant } = await twoBuckets();
      const { catalogue } = world.store;
      const model = CONFORMANCE_MODEL.id;
      await putIn(tenant, "hr", "kept.md", "kept");
      world.later(1);
      await putIn(tenant, "hr", "kept.md", "live");
      await putIn(tenant, "hr", "gone.md", "gone");
      await catalogue.withdraw(tenant, "hr", "gone.md");
      const asked = ["kept", "live", "gone"].map((text) => `A title > Part\n${text}`);
      const found = async (claim: Claim) =>
        (await catalogue.embeddings(claim, asked, model)).map((vector) => vector !== undefined);
      expect(await found(await claimIn(tenant, "docs", "guess.md"))).toEqual([false, false, false]);
      expect(await found(await claimIn(tenant, "hr", "other.md"))).toEqual([true, true, true]);
    });

    test("a document finds its own vectors under any list, and those of others under its own alone", async () => {
      const { tenant } = await twoBuckets();
      const { catalogue } = world.store;
      const own = await putIn(tenant, "docs", "own.md", "own");
      await putIn(tenant, "docs", "other.md", "other");
      const { accessList } = await putIn(tenant, "hr", "secret.md", "secret");
      const asked = ["own", "other", "secret"].map((text) => `A title > Part\n${text}`);
      const found = async (claim: Claim) =>
        (await catalogue.embeddings(claim, asked, CONFORMANCE_MODEL.id)).map(
          (vector) => vector !== undefined,
        );
      expect(accessList).not.toBe(own.accessList);
      expect(await found(own)).toEqual([true, true, false]);
      expect(await found({ ...own, accessList })).toEqual([true, false, true]);
    });

    test("switching and going back concern the buckets that are named, as if there were no others", async () => {
      const { tenant } = await twoBuckets();
      const { catalogue } = world.store;
      const pipeline = (id: string) => ({
        id,
        description: {
          parser: { version: 1 },
          analyzer: { version: 1 },
          chunker: { strategy: "fixed", version: 1, parameters: {} },
          model: "m",
        },
      });
      for (const bucket of ["docs", "hr"])
        await catalogue.configurePipeline(tenant, bucket, pipeline("test"));
      await putIn(tenant, "hr", "waits.md", "not ready for the next one");
      for (const bucket of ["docs", "hr"])
        await catalogue.configurePipeline(tenant, bucket, pipeline("next"));
      const buckets = ["docs"];
      expect(await catalogue.switchPipelines(tenant, { force: false, resume: false })).toEqual([]);
      expect(await catalogue.switchPipelines(tenant, { force: false, resume: false, buckets })).toEqual(
        buckets,
      );
      expect(await catalogue.bucketPipelines(tenant, "hr")).toEqual({ serving: "test", next: "next" });
      expect(await catalogue.rollBackPipelines(tenant, ["hr"])).toEqual([]);
      expect(await catalogue.rollBackPipelines(tenant, buckets)).toEqual(buckets);
      expect(await catalogue.switchPipelines(tenant, { force: true, resume: true, buckets: [] })).toEqual([]);
      expect(await catalogue.bucketPipelines(tenant, "docs")).toEqual({ serving: "test", next: undefined });
    });

    test("neither a list nor a search for names tells that it is there, from wherever it goes on", async () => {
      const { tenant, everyone, hr } = await twoBuckets();
      const { passages } = world.store;
      await putIn(tenant, "docs", "plan-a.md", "open");
      await putIn(tenant, "hr", "plan-b.md", "secret");
      await putIn(tenant, "hr", "plan-c.md", "secret, too");
      const keys = async (reader: Reader, more: Partial<DocumentQuery>) => {
        const page = { after: undefined, limit: 10, state: undefined, ...more };
        const { documents, found } = await passages.documents(reader, page);
        return { keys: documents.map(({ key }) => key), found };
      };
      for (const order of ["name", "newest", "oldest"] as const) {
        for (const find of [undefined, "plan"]) {
          const limit = { order, find, limit: 1 };
          const first = await passages.documents(hr, { after: undefined, state: undefined, ...limit });
          const behind = await keys(everyone, { order, find, after: first.next ?? undefined });
          expect(behind.keys).not.toContain("plan-b.md");
          expect(behind.keys).not.toContain("plan-c.md");
        }
      }
      expect(await keys(everyone, { find: "plan" })).toEqual({ keys: ["plan-a.md"], found: 1 });
      expect(await keys(everyone, { find: "plan-b" })).toEqual({ keys: [], found: 0 });
      expect(await keys(everyone, { within: { bucket: "hr", path: "" } })).toMatchObject({ keys: [] });
      expect((await keys(hr, { find: "plan" })).found).toBe(3);
      for (const after of ["00000000-0000-5000-8000-000000000000", "W10", "WyJuYW1lIiwxLDIsM10"])
        await expect(keys(everyone, { after })).rejects.toMatchObject({ code: "request_invalid" });
    });

    test("what failed in it is neither listed nor counted, nor is how fresh it is", async () => {
      const { tenant, everyone, hr } = await twoBuckets();
      const { passages, catalogue } = world.store;
      const error = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
      const claim = await claimIn(tenant, "hr", "broken.md");
      await catalogue.fail(claim, failed("parse", error));
      await putIn(tenant, "hr", "a.md", "secret");
      expect(await passages.status(everyone)).toMatchObject({
        documents: { live: 0, queued: 0, failed: 0, dead: 0, skipped: 0 },
        problems: [],
      });
      expect(await passages.freshness(everyone)).toEqual([]);
      expect(await passages.count(everyone)).toBe(0);
      expect((await passages.status(hr)).documents).toMatchObject({ live: 1, dead: 1 });
      for (const document of [claim.document, "00000000-0000-5000-8000-000000000000"])
        await expect(passages.history(everyone, document)).rejects.toMatchObject({
          code: "not_found",
          message: "There is no such document, or you may not read it.",
        });
    });
  });
}
