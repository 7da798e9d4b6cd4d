import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type CachingStore, FootnoteError } from "@footnote/contracts";
import type { SqlClient } from "../postgres/connection/sql-client.ts";
import { endLeases } from "../postgres/queue/claims.ts";
import { openPostgresStore, type PostgresStoreOptions } from "../postgres/store.ts";
import { openPgliteClient } from "./client.ts";
import { lockDirectory } from "./lock.ts";
import { keepRoom } from "./room.ts";

/**
 * An insert into PGlite takes .72 ms with 8 links and 1.81 ms with pgvector's default of 16, on the cores that the model
 * needs. Neighbours that are chosen among more cost .14 ms and make up for the links: see decision 50.
 */
const GRAPH = { links: 8, construction: 128, isRemade: true };
/** In the data directory: what there is of it from its first start on. */
export const INDEX_FOLDER = "postgres";

/**
 * The store of one laptop: Postgres as WebAssembly in a thread of this process, its files in `directory`.
 * @throws FootnoteError data_directory_in_use, data_directory_unwritable
 */
export async function openPgliteStore(
  directory: string,
  options: Omit<PostgresStoreOptions, "graph" | "autovacuum">,
): Promise<CachingStore> {
  const lock = lockDirectory(directory);
  try {
    const client = keepRoom(await openPgliteClient(join(directory, INDEX_FOLDER)), directory);
    const store = await storeOn(client, options).catch(async (error: unknown) => {
      // Its thread would keep the process from ending.
      await client.close().catch(() => undefined);
      throw error;
    });
    const opened = await identityOf(directory);
    // Even where the database could not be closed in order, its thread is gone by then.
    const close = () => store.close().finally(lock.release);
    let closing: Promise<void> | undefined;
    return {
      ...store,
      async check() {
        if ((await identityOf(directory).catch(() => undefined)) !== opened) throw gone(directory);
      },
      close() {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The store on a PGlite that nobody else has open. Takes over the client. */
export async function storeOn(
  client: SqlClient,
  options: Omit<PostgresStoreOptions, "graph" | "autovacuum">,
): Promise<CachingStore> {
  const store = await openPostgresStore(client, { ...options, graph: GRAPH, autovacuum: false });
  await endLeases(client);
  await client.query("DELETE FROM index_feeder");
  return store;
}

/** Another lock or database under the same name is not the one that is open. */
async function identityOf(directory: string): Promise<string> {
  const found = await Promise.all(["lock", INDEX_FOLDER].map((name) => stat(join(directory, name))));
  return found.map(({ dev, ino }) => `${dev}:${ino}`).join();
}

function gone(directory: string): FootnoteError {
  return new FootnoteError(
    "unavailable",
    `The data directory ${directory} was moved or deleted while in use.`,
    {
      action: "Put it back, or start Footnote again: then everything is indexed anew from the folders.",
    },
  );
}
