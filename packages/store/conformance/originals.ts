import type { CachingStore } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenStore, World } from "./world.ts";

/** Files that were replaced, kept to be put back. */
export function originalPromises(name: string, open: OpenStore<CachingStore>): void {
  describe(`${name} keeps files that were replaced`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());

    const BYTES = Uint8Array.from([0, 255, 39, 92, 10, 13, 128]);

    async function replaced() {
      const { tenant, reader } = await world.newTenant();
      const { version } = await world.put(tenant, "a.md", ["first"]);
      const page = await world.store.passages.documents(reader, {
        after: undefined,
        limit: 1,
        state: undefined,
      });
      const document = page.documents[0]?.document ?? "";
      await world.store.originals.keepOriginal(reader, document, version, BYTES);
      return { tenant, reader, document, version };
    }

    test("byte by byte, once, and the history says so", async () => {
      const { reader, document, version } = await replaced();
      const { originals, passages } = world.store;
      await originals.keepOriginal(reader, document, version, Uint8Array.from([1]));
      expect(await originals.original(reader, document, version)).toEqual(BYTES);
      expect((await passages.history(reader, document)).versions[0]?.isOriginalKept).toBe(true);
    });

    test("S1, R5: for those who may read the document, and no longer than there is one", async () => {
      const { tenant, reader, document, version } = await replaced();
      const { originals, catalogue } = world.store;
      const lost = { code: "not_found" };
      const stranger = { tenant, principals: ["stranger"] };
      await expect(originals.original(stranger, document, version)).rejects.toMatchObject(lost);
      await catalogue.withdraw(tenant, "docs", "a.md");
      await expect(originals.original(reader, document, version)).rejects.toMatchObject(lost);
      await originals.keepOriginal(reader, document, version, BYTES);
      await expect(originals.original(reader, document, version)).rejects.toMatchObject(lost);
    });

    test("nobody keeps anything with a document that they may not read", async () => {
      const { tenant, reader } = await world.newTenant();
      const { version } = await world.put(tenant, "b.md", ["second"]);
      const page = await world.store.passages.documents(reader, {
        after: undefined,
        limit: 1,
        state: undefined,
      });
      const document = page.documents[0]?.document ?? "";
      await world.store.originals.keepOriginal(
        { tenant, principals: ["stranger"] },
        document,
        version,
        BYTES,
      );
      await expect(world.store.originals.original(reader, document, version)).rejects.toThrow();
    });
  });
}
