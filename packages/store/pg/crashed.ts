import { changingSchema } from "../postgres/connection/migrate.ts";
import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import type { Session } from "./session.ts";

/**
 * Before pg_textsearch 1.3 a BM25 index does not survive a crash of the server: what was inserted last is in memory and in
 * pages that the server's log knows nothing of, so that afterwards a search fails or finds less. See
 * https://github.com/timescale/pg_textsearch/issues/342 and https://github.com/timescale/pg_textsearch/pull/375.
 */
const CRASH_SAFE_FROM = [1, 3] as const;

/**
 * Has a row while no crash was. Postgres itself empties an unlogged table when it recovers, on a copy of the server that
 * takes over, too, and keeps it where it is stopped in order.
 */
const WITNESS = "without_crash";

/** Before a new connection is used: after a crash all are new. */
export async function rebuildAfterCrash(session: Session): Promise<void> {
  if (!(await isWatched(session))) return;
  const [row] = await session.query(`SELECT 1 FROM ${WITNESS}`);
  if (row === undefined) await changingSchema(session, rebuild);
}

/**
 * From now on. On a new database there is nothing yet that a crash could have harmed, and nothing is made anew: a connection
 * that had a part in making an index goes on with what it knows of it after another one has made it anew.
 */
export async function watchForCrashes(client: SqlClient): Promise<void> {
  await changingSchema(client, async (session) => {
    // There already, and maybe empty: what a crash left is for each new connection to see.
    if (await isWatched(session)) return;
    await session.query(`CREATE UNLOGGED TABLE ${WITNESS} (since timestamptz NOT NULL)`);
    await session.query(`INSERT INTO ${WITNESS} (since) VALUES (now())`);
  });
}

async function isWatched(session: SqlSession): Promise<boolean> {
  const [known] = await session.query<{ witness: string | null }>("SELECT to_regclass($1)::text AS witness", [
    WITNESS,
  ]);
  return known?.witness != null;
}

/** The lexical indexes are made anew from their tables, while everybody else waits. */
async function rebuild(session: SqlSession): Promise<void> {
  // Another process may have been faster.
  const [row] = await session.query(`SELECT 1 FROM ${WITNESS}`);
  if (row !== undefined) return;
  const indexes = await session.query<{ name: string }>(
    `SELECT quote_ident(c.relname) AS name FROM pg_class c JOIN pg_am a ON a.oid = c.relam
      WHERE a.amname = 'bm25' AND c.relnamespace = current_schema()::regnamespace
        AND (SELECT regexp_match(extversion, '(\\d+)\\.(\\d+)')::int[] < $1::int[] FROM pg_extension WHERE extname = 'pg_textsearch')
      ORDER BY 1`,
    [[...CRASH_SAFE_FROM]],
  );
  for (const { name } of indexes) await session.query(`REINDEX INDEX ${name}`);
  await session.query(`INSERT INTO ${WITNESS} (since) VALUES (now())`);
}
