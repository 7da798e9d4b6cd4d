import type { NewVersion, Reader, RecordedStore, Store } from "@footnote/contracts";
import { Client } from "pg";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { CONFORMANCE_MODEL, newVersion } from "../../packages/store/conformance/world.ts";
import { openPgStore } from "../../packages/store/pg/open.ts";

export const TENANT = "tenant";
export const READER: Reader = { tenant: TENANT, principals: ["staff"] };
export const STORE_OPTIONS = {
  models: [CONFORMANCE_MODEL],
  analyzer: wordAnalyzer,
  keepMilliseconds: 24 * 60 * 60_000,
};

/** A store as a process of its own would open it, with one bucket. */
export async function openStore(url: string): Promise<RecordedStore> {
  const store = await openPgStore({ url, connections: 4, statementMilliseconds: 30_000 }, STORE_OPTIONS);
  await store.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: ["staff"] });
  return store;
}

export async function put(store: Store, key: string, version: NewVersion): Promise<void> {
  await store.catalogue.look(TENANT, "docs", [key], "change");
  const [claim] = await store.catalogue.claim(TENANT, ["docs"], ["change"], 1);
  if (claim?.key !== key) throw new Error(`${claim?.key} was claimed instead of ${key}.`);
  if (!(await store.catalogue.commit(claim, version))) throw new Error("The claim was lost.");
}

export function versionOf(texts: readonly string[]): NewVersion {
  return newVersion(texts, [1, 0, 0], new Date());
}

/** A session of its own, by which a test is in the way of a store. */
export async function openSession(url: string): Promise<Client> {
  const session = new Client({ connectionString: url });
  await session.connect();
  return session;
}

/** Resolves when so many sessions of the database wait for a lock that another one holds. */
export async function untilWaiting(url: string, sessions = 1): Promise<void> {
  const observer = await openSession(url);
  try {
    for (;;) {
      const { rows } = await observer.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      if (rows.length >= sessions) return;
    }
  } finally {
    await observer.end();
  }
}
