import { type Claim, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { failed, LANES, newVersion, type World } from "./world.ts";

/** What a store promises of versions that go live and go. */
export function livePromises(world: World): void {
  test("R3: no search sees two versions of one document, however long they are", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(
      tenant,
      "a.md",
      Array.from({ length: 150 }, (_, index) => `old barnacle ${index}`),
    );
    await world.put(tenant, "a.md", ["new barnacle"]);
    expect(await world.lexical(reader, "barnacle")).toEqual(["new barnacle"]);
    expect(await world.dense(reader)).toEqual(["new barnacle"]);
  });

  test("R3: what a worker writes while it loses its claim is never seen, however far it came", async () => {
    const { tenant, reader } = await world.newTenant();
    const late = await world.claimOne(tenant, "a.md");
    const texts = Array.from({ length: 300 }, (_, index) => `late kelp ${index}`);
    const commit = world.store.catalogue.commit(late, newVersion(texts, [1, 0, 0], world.now));
    world.later(3600);
    await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    let rival: Claim | undefined;
    // A store may pass over what somebody is just writing.
    while (rival === undefined) [rival] = await world.store.catalogue.claim(tenant, ["docs"], LANES, 1);
    const isLate = await commit;
    const found = await world.lexical(reader, "kelp");
    expect(found.length > 0).toBe(isLate);
    expect(await world.store.catalogue.commit(rival, newVersion(["fresh kelp"], [1, 0, 0], world.now))).toBe(
      true,
    );
    expect(await world.lexical(reader, "kelp")).toEqual(["fresh kelp"]);
    expect(await world.dense(reader)).toEqual(["fresh kelp"]);
  });

  test("R2: a late worker writes nothing: not a version, not a failure, not a deletion", async () => {
    const { tenant, reader } = await world.newTenant();
    const late = await world.claimOne(tenant, "a.md");
    world.later(3600);
    await world.put(tenant, "a.md", ["current tide"]);
    const error = new FootnoteError("file_corrupt", "Broken.", { action: "Mend it." });
    expect(
      await world.store.catalogue.commit(late, newVersion(["outdated tide"], [1, 0, 0], world.now)),
    ).toBe(false);
    expect(await world.store.catalogue.fail(late, failed("parse", error))).toBe(false);
    expect(await world.store.catalogue.remove(late)).toBe(false);
    expect(await world.store.catalogue.confirm(late, newVersion([], [1, 0, 0], world.now).object)).toBe(
      false,
    );
    expect(await world.lexical(reader, "tide")).toEqual(["current tide"]);
  });

  test("R5: after a removal nothing of the document is returned by any route", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(tenant, "a.md", ["secret cove"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const document = row?.document ?? "";
    await world.store.catalogue.remove(await world.claimOne(tenant, "a.md"));
    expect(await world.lexical(reader, "cove")).toEqual([]);
    expect(await world.dense(reader)).toEqual([]);
    expect(
      await world.store.passages.texts(
        reader,
        [{ document, version: version.version, start: 0, end: 5 }],
        "kept",
      ),
    ).toEqual([undefined]);
    await expect(
      world.store.passages.documentText(reader, document, version.version, { start: 0, end: 1 }, 0),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(
      (await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined }))
        .documents,
    ).toEqual([]);
  });

  test("R5: a withdrawn document is gone at once, and a worker that was busy with it cannot bring it back", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(tenant, "a.md", ["drifting buoy"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const busy = await world.claimOne(tenant, "a.md");
    await world.store.catalogue.withdraw(tenant, "docs", "a.md");
    expect(await world.lexical(reader, "buoy")).toEqual([]);
    expect(
      await world.store.catalogue.commit(busy, newVersion(["drifting buoy again"], [1, 0, 0], world.now)),
    ).toBe(false);
    expect(await world.dense(reader)).toEqual([]);
    const span = { document: row?.document ?? "", version: version.version, start: 0, end: 3 };
    expect(await world.store.passages.texts(reader, [span], "kept")).toEqual([undefined]);
  });

  test("documents of a bucket that is detached are hidden, and come back with it; others' are left alone", async () => {
    const { tenant, reader } = await world.newTenant();
    const { catalogue } = world.store;
    const other = { name: "other", folder: null, readers: ["staff"] };
    await world.put(tenant, "a.md", ["sunken wreck"]);
    await catalogue.attachBucket(tenant, other);
    expect(await world.lexical(reader, "wreck")).toEqual(["sunken wreck"]);
    await catalogue.detachBucket(tenant, "docs");
    await catalogue.detachBucket(tenant, "never seen");
    expect(await world.lexical(reader, "wreck")).toEqual([]);
    expect(await catalogue.attachedBuckets(tenant)).toEqual([{ ...other, hasObjectReaders: false }]);
    await catalogue.attachBucket(tenant, { name: "docs", folder: "/docs", readers: ["staff"] });
    expect(await world.lexical(reader, "wreck")).toEqual(["sunken wreck"]);
    expect(await catalogue.attachedBuckets(tenant)).toEqual([
      { name: "docs", folder: "/docs", readers: ["staff"], hasObjectReaders: false },
      { ...other, hasObjectReaders: false },
    ]);
  });
}
