import { type Claim, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { failed, LANES, newVersion, type World } from "./world.ts";

/** Whose turn a document is, and until when. */
export function claimPromises(world: World): void {
  test("R2: a fencing number is never used again, not even after the document was deleted", async () => {
    const { tenant } = await world.newTenant();
    const first = await world.claimOne(tenant, "a.md");
    await world.store.catalogue.remove(first);
    const second = await world.claimOne(tenant, "a.md");
    expect(second.number).toBeGreaterThan(first.number);
    expect(await world.store.catalogue.commit(first, newVersion(["ghost"], [1, 0, 0], world.now))).toBe(
      false,
    );
  });

  test("R1: a look that arrives while a worker is busy leaves the document queued", async () => {
    const { tenant, reader } = await world.newTenant();
    const busy = await world.claimOne(tenant, "a.md");
    await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    await world.store.catalogue.commit(busy, newVersion(["first"], [1, 0, 0], world.now));
    expect((await world.store.passages.status(reader)).documents).toEqual({
      live: 0,
      queued: 1,
      failed: 0,
      dead: 0,
      skipped: 0,
    });
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toHaveLength(1);
  });

  test("P1: a change is noticed when it is reported, however long its document has waited for the next pipeline", async () => {
    const { tenant } = await world.newTenant();
    await world.store.catalogue.look(tenant, "docs", ["a.md"], "staging");
    world.later(60 * 60);
    expect((await world.claimOne(tenant, "a.md")).noticedAt).toEqual(world.now);
  });

  test("a claim that is given back into another lane goes on there, but for a look that came in meanwhile", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    await catalogue.postpone(await world.claimOne(tenant, "a.pdf"), world.now, "recognition");
    expect(await catalogue.claim(tenant, ["docs"], ["change", "backfill", "staging"], 1)).toEqual([]);
    const [claim] = await catalogue.claim(tenant, ["docs"], ["recognition"], 1);
    expect(claim).toMatchObject({ key: "a.pdf", lane: "recognition", attempt: 1 });
    await catalogue.look(tenant, "docs", ["a.pdf"], "change");
    await catalogue.postpone(claim as Claim, world.now, "recognition");
    expect(await catalogue.claim(tenant, ["docs"], ["change"], 1)).toMatchObject([{ key: "a.pdf" }]);
  });

  test("a claim that is renewed in time is nobody else's, one that is not may be taken, and then it is lost", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    const claim = await world.claimOne(tenant, "a.md");
    for (let seconds = 0; seconds < 3_600; seconds += 55) {
      world.later(55);
      expect(await catalogue.renew([claim])).toEqual([]);
      expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    }
    world.later(65);
    const [taken] = await catalogue.claim(tenant, ["docs"], LANES, 1);
    if (taken === undefined) throw new Error("nothing to claim");
    expect(await catalogue.renew([taken, claim])).toEqual([claim]);
    expect(await catalogue.renew([])).toEqual([]);
  });

  test("R1: renewing a claim that has ended holds up nobody who looks at the document next", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    const claim = await world.claimOne(tenant, "a.md");
    await catalogue.commit(claim, newVersion(["low tide"], [1, 0, 0], world.now));
    expect(await catalogue.renew([claim])).toEqual([]);
    await catalogue.look(tenant, "docs", ["a.md"], "change");
    expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toHaveLength(1);
  });

  test("a claim that is given back is no failure and is due when it says", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.store.catalogue.postpone(
      await world.claimOne(tenant, "a.md"),
      new Date(world.now.getTime() + 5_000),
    );
    expect((await world.store.passages.status(reader)).documents.queued).toBe(1);
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    world.later(6);
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toMatchObject([
      { key: "a.md", attempt: 1 },
    ]);
  });

  test("a key that was deleted and came back is tried as often as any other", async () => {
    const { tenant } = await world.newTenant();
    const error = new FootnoteError("object_unreadable", "It cannot be read.", { action: "Wait." });
    await world.store.catalogue.fail(
      await world.claimOne(tenant, "a.md"),
      failed("fetch", error, new Date(world.now.getTime() + 60_000)),
    );
    await world.store.catalogue.withdraw(tenant, "docs", "a.md");
    const [claim] = await world.store.catalogue.claim(tenant, ["docs"], LANES, 1);
    expect(claim?.attempt).toBe(1);
  });
}
