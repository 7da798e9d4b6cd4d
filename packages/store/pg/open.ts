import type { CachingStore } from "@footnote/contracts";
import { requireMoved } from "../moving/target.ts";
import { openPostgresStore, type PostgresStoreOptions } from "../postgres/store.ts";
import { openPgClient, type PgOptions } from "./client.ts";
import { rebuildAfterCrash, watchForCrashes } from "./crashed.ts";
import { requireExtensions } from "./extensions.ts";
import { ServerClock } from "./server-clock.ts";

/** pgvector's own default; an insert into a native index takes a fraction of what it does in PGlite. */
const LINKS = 16;

export interface PgStoreOptions
  extends Omit<PostgresStoreOptions, "links" | "autovacuum" | "now" | "elapsed"> {
  /** In place of the server's own clock. */
  readonly clock?: Pick<PostgresStoreOptions, "now" | "elapsed">;
}

/**
 * The store on a Postgres server with pgvector and pg_textsearch, which several processes may open at once.
 * @throws FootnoteError configuration_invalid, store_failed
 */
export async function openPgStore(connection: PgOptions, options: PgStoreOptions): Promise<CachingStore> {
  const server = new ServerClock();
  const client = await openPgClient({
    ...connection,
    async prepare(session) {
      await server.measure(session);
      await rebuildAfterCrash(session);
    },
  });
  try {
    await requireExtensions(client);
    await requireMoved(client);
    const { clock = { now: server.now, elapsed: server.milliseconds }, ...others } = options;
    const store = await openPostgresStore(client, { ...others, ...clock, links: LINKS, autovacuum: true });
    await watchForCrashes(client);
    return store;
  } catch (error) {
    await client.close();
    throw error;
  }
}
