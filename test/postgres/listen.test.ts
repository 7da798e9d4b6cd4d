import type { Store } from "@footnote/contracts";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { newDatabase } from "./database.ts";
import { openSession, openStore, put, TENANT, versionOf } from "./stores.ts";

let url: string;
let one: Store;
let other: Store;
beforeAll(async () => {
  url = await newDatabase(inject("postgres"));
  one = await openStore(url);
  other = await openStore(url);
});
afterAll(() => Promise.all([one.close(), other.close()]));

/** Counts what `store` hears. */
function hearing(store: Store) {
  let heard = 0;
  let waiting = Promise.withResolvers<void>();
  const listening = store.catalogue.listen?.(() => {
    heard++;
    waiting.resolve();
  });
  return {
    get heard() {
      return heard;
    },
    /** Resolves at the next call. */
    async next() {
      await waiting.promise;
      waiting = Promise.withResolvers();
    },
    close: async () => listening?.close(),
  };
}

test("what one process queues or withdraws is heard by another, once it is committed", async () => {
  const ears = hearing(other);
  await ears.next();
  await one.catalogue.look(TENANT, "docs", ["a.md"], "change");
  await ears.next();
  expect(await other.catalogue.claim(TENANT, ["docs"], ["change"], 5)).toHaveLength(1);
  await put(one, "b.md", versionOf(["low tide"]));
  await ears.next();
  const before = ears.heard;
  await one.catalogue.withdraw(TENANT, "docs", "b.md");
  await ears.next();
  expect(ears.heard).toBe(before + 1);
  await ears.close();
});

test("a connection that breaks is made again, and then it is told that something may have been missed", async () => {
  const ears = hearing(other);
  await ears.next();
  const admin = await openSession(url);
  const { rows } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
  );
  await admin.end();
  expect(rows).toHaveLength(1);
  await ears.next();
  await one.catalogue.look(TENANT, "docs", ["c.md"], "change");
  await ears.next();
  await ears.close();
});
