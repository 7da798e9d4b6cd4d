import { FootnoteError, type ObjectReaders, type Reader } from "@footnote/contracts";
import { describe, expect, test } from "vitest";
import { failed, LANES, newVersion, type World } from "./world.ts";

/** Who may read an object that says so itself. */
export function objectReaderPromises(world: World): void {
  describe("S1: an object that names its readers", () => {
    const docs = { name: "docs", folder: null, readers: ["staff"], hasObjectReaders: true };

    async function tagged() {
      const { tenant } = await world.newTenant();
      await world.store.catalogue.attachBucket(tenant, docs);
      const as = (...principals: string[]): Reader => ({ tenant, principals });
      return { tenant, staff: as("staff"), board: as("board"), hr: as("hr") };
    }

    async function put(tenant: string, key: string, text: string, readers: ObjectReaders | undefined) {
      const version = newVersion([text], [1, 0, 0], world.now);
      const object = { ...version.object, readers };
      await world.store.catalogue.commit(await world.claimOne(tenant, key), { ...version, object });
      return object;
    }

    const sees = async (...readers: Reader[]) =>
      Promise.all(readers.map(async (reader) => (await world.lexical(reader, "anchor")).join()));

    test("is read by exactly these, one that names none by the bucket's, and one that names nobody by nobody", async () => {
      const { tenant, staff, board, hr } = await tagged();
      await put(tenant, "hr.md", "anchor of hr", ["hr", "board"]);
      expect(await sees(staff, board, hr)).toEqual(["", "anchor of hr", "anchor of hr"]);
      await put(tenant, "all.md", "anchor", undefined);
      await put(tenant, "none.md", "no anchor", []);
      expect(await sees(staff, board)).toEqual(["anchor", "anchor of hr"]);
      const { passages } = world.store;
      const page = { after: undefined, limit: 10, state: undefined };
      const keys = async (reader: Reader) =>
        (await passages.documents(reader, page)).documents.map(({ key }) => key);
      expect(await keys(staff)).toEqual(["all.md"]);
      expect(await keys(hr)).toEqual(["hr.md"]);
      expect((await passages.status(board)).documents.live).toBe(1);
      const hides = (reader: Reader, key: string) => passages.hides(reader, "docs", key);
      expect(await Promise.all(["hr.md", "all.md", "free.md"].map((key) => hides(staff, key)))).toEqual([
        true,
        false,
        false,
      ]);
      expect(await hides(hr, "hr.md")).toBe(false);
      // Who may read some of it may not for that do with the bucket what its readers may.
      expect(await passages.buckets(hr)).toEqual([]);
    });

    test("is nobody's, not even by its name, until it was looked at or where that failed", async () => {
      const { tenant, staff, hr } = await tagged();
      const claim = await world.claimOne(tenant, "new.md");
      const { catalogue, passages } = world.store;
      const history = (reader: Reader) => passages.history(reader, claim.document);
      for (const reader of [staff, hr])
        await expect(history(reader)).rejects.toMatchObject({ code: "not_found" });
      const error = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
      const { object } = newVersion(["x"], [1, 0, 0], world.now);
      await catalogue.fail(claim, failed("fetch", error));
      await expect(history(staff)).rejects.toMatchObject({ code: "not_found" });
      const again = await world.claimOne(tenant, "new.md");
      await catalogue.fail(again, { ...failed("parse", error), object: { ...object, readers: ["hr"] } });
      expect(await history(hr)).toMatchObject({ key: "new.md" });
      await expect(history(staff)).rejects.toMatchObject({ code: "not_found" });
    });

    test("is theirs from the commit on that makes its content live, and what it said before is nobody's", async () => {
      const { tenant, staff, hr } = await tagged();
      await put(tenant, "a.md", "secret anchor", ["hr"]);
      const before = world.now;
      world.later(1);
      await put(tenant, "a.md", "public anchor", ["staff"]);
      expect(await sees(staff, hr)).toEqual(["public anchor", ""]);
      for (const reader of [staff, hr]) expect(await world.lexical(reader, "anchor", before)).toEqual([]);
    });

    test("changes its readers by a look alone, which a listing finds to be due; what was not asked for changes nothing", async () => {
      const { tenant, staff, hr } = await tagged();
      const object = await put(tenant, "a.md", "anchor", ["staff"]);
      const { catalogue } = world.store;
      const differing = async (readers: ObjectReaders | undefined) =>
        (
          await catalogue.differing(tenant, "docs", [{ key: "a.md", etag: "anchor", readers }], {
            serving: "test",
            next: undefined,
          })
        ).map(({ hasOtherReaders }) => hasOtherReaders);
      expect(await differing(["staff"])).toEqual([]);
      expect(await differing("unasked")).toEqual([]);
      for (const readers of [["hr"], [], undefined]) expect(await differing(readers)).toEqual([true]);
      const look = async (readers: ObjectReaders | undefined) =>
        catalogue.confirm(await world.claimOne(tenant, "a.md"), { ...object, readers });
      await look("unasked");
      expect(await sees(staff, hr)).toEqual(["anchor", ""]);
      await look(["hr", "hr"]);
      expect(await sees(staff, hr)).toEqual(["", "anchor"]);
      await look(undefined);
      expect(await sees(staff, hr)).toEqual(["anchor", ""]);
    });

    test("keeps its readers where its new content fails for a while, and changes them where only its tag did", async () => {
      const { tenant, staff, hr } = await tagged();
      const object = await put(tenant, "a.md", "anchor", ["staff"]);
      const error = new FootnoteError("embedding_failed", "It is away.", { action: "Wait." });
      const fail = async (etag: string) =>
        world.store.catalogue.fail(await world.claimOne(tenant, "a.md"), {
          ...failed("embed", error, world.now),
          object: { ...object, etag, readers: ["hr"] },
        });
      await fail("another");
      expect(await sees(staff, hr)).toEqual(["anchor", ""]);
      await fail(object.etag);
      expect(await sees(staff, hr)).toEqual(["", "anchor"]);
    });

    test("is hidden with its bucket and shown with it again", async () => {
      const { tenant, staff, hr } = await tagged();
      await put(tenant, "a.md", "anchor", ["hr"]);
      await world.store.catalogue.detachBucket(tenant, "docs");
      await put(tenant, "b.md", "anchor of the board", ["board"]);
      expect(await sees(staff, hr, { tenant, principals: ["board"] })).toEqual(["", "", ""]);
      await world.store.catalogue.attachBucket(tenant, docs);
      expect(await sees(staff, hr, { tenant, principals: ["board"] })).toEqual([
        "",
        "anchor",
        "anchor of the board",
      ]);
    });

    test("gives no vectors to documents of others", async () => {
      const { tenant } = await tagged();
      const { catalogue } = world.store;
      await put(tenant, "a.md", "anchor", ["hr"]);
      await catalogue.look(tenant, "docs", ["guess.md"], "change");
      const [claim] = await catalogue.claim(tenant, ["docs"], LANES, 1);
      if (claim === undefined) throw new Error("nothing to claim");
      const reused = async (readers: ObjectReaders | undefined) => {
        const accessList = await catalogue.accessListOf(claim, readers);
        const found = await catalogue.embeddings(
          { ...claim, accessList },
          ["A title > Part\nanchor"],
          "conformance-3",
        );
        return found[0] !== undefined;
      };
      expect(await reused(["hr"])).toBe(true);
      for (const readers of [["staff"], [], undefined, "unasked"] as const)
        expect(await reused(readers)).toBe(false);
    });
  });
}
