import type { SqlSession } from "./sql-client.ts";

/** Tables of which much is deleted at once. */
const TABLES = [
  "chunk",
  "section",
  "past_chunk",
  "past_section",
  "segment",
  "spare_embedding",
  "cached_answer",
];
const WORTH_BYTES = 8 * 1024 ** 2;
/** Two to ten times what a row takes in any of the indexes. */
const BYTES_PER_ROW = 16 * 1024;
/** An index over so many is made in some ten seconds, in which nobody is answered. */
const MOST_ROWS = 10_000;

/**
 * Gives the room of deleted rows back. VACUUM shortens tables and never an index, so an index that was large and holds little
 * by now is made anew; one that still holds much fills its room again by itself.
 */
export async function reclaim(session: SqlSession): Promise<void> {
  for (const table of TABLES) await session.query(`VACUUM (ANALYZE) ${table}`);
  await session.query("ANALYZE document, access_list_principal, version, live_period");
  const hollow = await session.query<{ name: string }>(
    `SELECT quote_ident(c.relname) AS name
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relname = ANY($1) AND pg_relation_size(c.oid) > $2::bigint AND t.reltuples BETWEEN 0 AND $4
        AND pg_relation_size(c.oid) > t.reltuples * $3`,
    [TABLES, WORTH_BYTES, BYTES_PER_ROW, MOST_ROWS],
  );
  for (const { name } of hollow) await session.query(`REINDEX INDEX ${name}`);
}
