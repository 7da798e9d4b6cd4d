import { LISTS, READABLE } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";

/** Of each list so many versions tell how it is going: of twice as many the percentiles alone took a quarter of a second. */
export const RECENT_VERSIONS = 5_000;
/**
 * SQL for the newest versions `v` that were live, and their documents `d`, under the lists of the reader in `$1`, `$2`.
 *
 * OFFSET 0 has each looked up by its key: as a join, a planner that takes few documents to be readable compares all of
 * them with all of the versions, which took five seconds with 2,000.
 */
export const RECENT_VERSIONS_OF_READER = `FROM unnest(${LISTS}) AS readable (list),
  LATERAL (SELECT document, version FROM recent_version r WHERE r.access_list = readable.list
            ORDER BY seq DESC LIMIT ${RECENT_VERSIONS}) recent,
  LATERAL (SELECT * FROM version WHERE document = recent.document AND version = recent.version OFFSET 0) v,
  LATERAL (SELECT * FROM document d WHERE d.id = recent.document AND ${READABLE} OFFSET 0) d`;
/** So many rows are summed up at once. */
const FOLD_AT_ONCE = 50_000;

/** Replaces the amounts of each kind by their sum. Rows that somebody else is summing up are left to them. */
export async function foldTally(session: SqlSession): Promise<void> {
  for (let taken = FOLD_AT_ONCE; taken === FOLD_AT_ONCE; ) {
    const [folded] = await session.query<{ taken: number }>(
      `WITH taken AS (
         DELETE FROM tally WHERE ctid = ANY(ARRAY(SELECT ctid FROM tally LIMIT ${FOLD_AT_ONCE} FOR UPDATE SKIP LOCKED))
          RETURNING access_list, bucket, documents, answerable, read_in_part),
       summed AS (
         INSERT INTO tally (access_list, bucket, documents, answerable, read_in_part)
         SELECT access_list, bucket, sum(documents), sum(answerable), sum(read_in_part) FROM taken
          GROUP BY access_list, bucket
         HAVING (sum(documents), sum(answerable), sum(read_in_part)) <> (0, 0, 0))
       SELECT count(*)::int AS taken FROM taken`,
    );
    taken = folded?.taken ?? 0;
  }
}

/** Forgets the older ones; those that stay tell enough. Up to which transaction they may be missing is remembered. */
export async function trimRecentVersions(session: SqlSession): Promise<void> {
  await session.query(
    // Once for each list, and not, as the planner would have it in a join, for each row that may be old.
    `WITH old AS MATERIALIZED (
       SELECT l.access_list, (SELECT n.seq FROM recent_version n WHERE n.access_list = l.access_list
                               ORDER BY n.seq DESC OFFSET ${RECENT_VERSIONS} LIMIT 1) AS seq
         FROM (SELECT DISTINCT access_list FROM tally) l),
     dropped AS (
       DELETE FROM recent_version r USING old WHERE r.access_list = old.access_list AND r.seq <= old.seq
       RETURNING r.transaction_id)
     UPDATE recent_version_horizon h SET transaction_id = greatest(h.transaction_id, last.transaction_id)
       FROM (SELECT transaction_id FROM dropped ORDER BY transaction_id DESC LIMIT 1) last`,
  );
}
