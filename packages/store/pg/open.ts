import type { CachingStore } from "@footnote/contracts";
import { requireMoved } from "../moving/target.ts";
import { openPostgresStore, type PostgresStoreOptions } from "../postgres/store.ts";
import { openPgClient, type PgOptions } from "./client.ts";
import { rebuildAfterCrash, watchForCrashes } from "./crashed.ts";
import { requireExtensions } from "./extensions.ts";
import { ServerClock } from "./server-clock.ts";

/**
 * pgvector's own default of links, and three times its neighbours to choose from: see decision 50. An insert into a native
 * index takes a fraction of what it does in PGlite. To make one anew that was made otherwise takes hours where it is large: that is
 * for who runs the server to do, with REINDEX INDEX CONCURRENTLY.
 */
const GRAPH = { links: 16, construction: 200, isRemade: false };

export interface PgStoreOptions
  extends Omit<PostgresStoreOptions, "graph" | "autovacuum" | "now" | "elapsed"> {
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
    const store = await openPostgresStore(client, { ...others, ...clock, graph: GRAPH, autovacuum: true });
    await watchForCrashes(client);
    return store;
  } catch (error) {
    await client.close();
    throw error;
  }
}
