import type { CachingStore, RequestKey } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenStore, World } from "./world.ts";

/** Requests that are done once, however often they are sent. */
export function requestPromises(name: string, open: OpenStore<CachingStore>): void {
  describe(`${name} remembers requests that were done`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());
    const requests = () => world.store.requests;
    const key = async (): Promise<RequestKey> => ({
      tenant: (await world.newTenant()).tenant,
      subject: "ann",
      key: "8e03978e",
    });

    test("the first begins, others wait for it, and after it all get its answer", async () => {
      const named = await key();
      const [one, another] = await Promise.all([
        requests().begin(named, 60_000),
        requests().begin(named, 60_000),
      ]);
      const begun = [one, another].find(({ state }) => state === "begun");
      expect([one.state, another.state].sort()).toEqual(["begun", "under-way"]);
      await requests().settle(named, begun?.state === "begun" ? begun.holder : "", "hash", { document: "d" });
      expect(await requests().begin(named, 60_000)).toEqual({
        state: "answered",
        request: "hash",
        answer: { document: "d" },
      });
      // Another person's key is another key.
      expect(await requests().begin({ ...named, subject: "ben" }, 60_000)).toMatchObject({ state: "begun" });
    });

    test("what was left, or never ended, is begun anew, and whoever was first settles nothing any more", async () => {
      const named = await key();
      const first = await requests().begin(named, 0);
      const second = await requests().begin(named, 60_000);
      if (first.state !== "begun" || second.state !== "begun") throw new Error("Not begun.");
      await requests().settle(named, first.holder, "hash", {});
      await requests().leave(named, first.holder);
      expect(await requests().begin(named, 60_000)).toEqual({ state: "under-way" });
      await requests().leave(named, second.holder);
      expect(await requests().begin(named, 60_000)).toMatchObject({ state: "begun" });
      await world.store.maintain();
      expect(await requests().begin(named, 60_000)).toEqual({ state: "under-way" });
    });
  });
}
