import type { NewVersion } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newVersion, type OpenStore, World } from "../../conformance/world.ts";

/** Of this store alone: chunks are written in batches before their version is live (commit.ts), and some may stay behind. */
export function writtenAheadPromises(name: string, open: OpenStore): void {
  describe(`${name}: what is written ahead`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());

    /** A version of which all but the last chunk can be stored, as if the power had gone before that. */
    function cutShort(texts: readonly string[]): NewVersion {
      const whole = newVersion(texts, [1, 0, 0], world.now);
      const chunks = whole.chunks.map((chunk, index) =>
        index < texts.length - 1 ? chunk : { ...chunk, start: Number.NaN },
      );
      return { ...whole, chunks };
    }

    test("R3: what was written ahead by a worker that lost its claim is never seen and does not stay", async () => {
      const { tenant, reader } = await world.newTenant();
      const { catalogue } = world.store;
      const stalled = await world.claimOne(tenant, "a.md");
      const texts = Array.from({ length: 150 }, (_, index) => `stale kelp ${index}`);
      await expect(catalogue.commit(stalled, cutShort(texts))).rejects.toThrow();
      expect(await world.lexical(reader, "kelp")).toEqual([]);
      expect(await world.dense(reader)).toEqual([]);
      world.later(3600);
      const rival = await world.claimOne(tenant, "a.md");
      expect(await catalogue.commit(stalled, newVersion(texts, [1, 0, 0], world.now))).toBe(false);
      expect(await catalogue.commit(rival, newVersion(["fresh kelp"], [1, 0, 0], world.now))).toBe(true);
      expect(await world.lexical(reader, "kelp")).toEqual(["fresh kelp"]);
      expect(await catalogue.orphans(tenant, { repair: false })).toBe(0);
    });

    test("what a killed worker wrote ahead is counted as orphaned, and swept, but never under a worker", async () => {
      const { tenant, reader } = await world.newTenant();
      const { catalogue } = world.store;
      const claim = await world.claimOne(tenant, "a.md");
      const texts = Array.from({ length: 100 }, (_, index) => `written ahead ${index}`);
      await expect(catalogue.commit(claim, cutShort(texts))).rejects.toThrow();
      expect(await catalogue.orphans(tenant, { repair: true })).toBe(0);
      world.later(3600);
      expect(await catalogue.orphans(tenant, { repair: false })).toBe(1);
      expect(await catalogue.orphans(tenant, { repair: true })).toBe(1);
      expect(await catalogue.orphans(tenant, { repair: false })).toBe(0);
      // The stalled worker wakes up: its claim is void, so it cannot go live without what was swept.
      expect(await catalogue.commit(claim, newVersion(texts, [1, 0, 0], world.now))).toBe(false);
      expect(await world.lexical(reader, "written")).toEqual([]);
    });
  });
}
