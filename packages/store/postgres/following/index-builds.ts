import type { IndexBuild, IndexBuilds } from "@footnote/contracts";
import type { SqlClient } from "../connection/sql-client.ts";

/** Beyond this it is far behind, however many more there are. */
const MOST_COUNTED = 10_000;

export function indexBuilds(client: SqlClient): IndexBuilds {
  return {
    async all() {
      const rows = await client.query<Omit<IndexBuild, "listedTo"> & { listedTo: string | null }>(
        `SELECT name, form, listed_to AS "listedTo", is_listed AS "isListed" FROM index_build ORDER BY seq`,
      );
      return rows.map(({ listedTo, ...build }) => ({ ...build, listedTo: listedTo ?? undefined }));
    },
    async add(name, form) {
      await client.query("INSERT INTO index_build (name, form) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
        name,
        form,
      ]);
    },
    async listed(name, listedTo, isListed) {
      await client.query("UPDATE index_build SET listed_to = $2, is_listed = $3 WHERE name = $1", [
        name,
        listedTo ?? null,
        isListed,
      ]);
    },
    remove: (name) =>
      client.transaction(async (session) => {
        await session.query("DELETE FROM change_consumer WHERE name = $1", [name]);
        await session.query("DELETE FROM index_build WHERE name = $1", [name]);
      }),
    async lag(name) {
      // Whatever is there counts, also what lies behind a transaction that is still open and so cannot be read yet.
      const [row] = await client.questions.query<{ changes: number; seconds: number }>(
        `SELECT waiting.changes, waiting.seconds FROM change_consumer p
           JOIN index_build b ON b.name = p.name AND b.is_listed,
         LATERAL (SELECT count(*)::int AS changes, coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(at))), 0)::float8 AS seconds
            FROM (SELECT at FROM change c WHERE (c.transaction_id, c.seq) > (p.transaction_id, p.seq)
                   AND c.kind IN ('version', 'readers') ORDER BY c.transaction_id, c.seq LIMIT ${MOST_COUNTED}) c) waiting
          WHERE p.name = $1`,
        [name],
      );
      return row;
    },
    async hold(holder, milliseconds) {
      const rows = await client.query(
        `INSERT INTO index_feeder AS f (holder, held_until)
         VALUES ($1, clock_timestamp() + $2::float8 * interval '1 millisecond')
         ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
           WHERE f.holder = excluded.holder OR f.held_until < clock_timestamp() RETURNING 1`,
        [holder, milliseconds],
      );
      return rows.length > 0;
    },
    async release(holder) {
      await client.query("DELETE FROM index_feeder WHERE holder = $1", [holder]);
    },
  };
}
