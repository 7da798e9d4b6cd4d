import { LISTS } from "../access/visible.ts";

/**
 * SQL for the lists of the reader in `$1`, `$2` at the moment of the statement, as a table `own` of one row, and for what
 * tells readers apart who do not see the same.
 */
export const OWN_LISTS = `own AS MATERIALIZED (
  SELECT ARRAY(SELECT DISTINCT list FROM unnest(${LISTS}) AS list ORDER BY list) AS lists)`;

/** SQL for the fingerprint of lists, which are distinct and in their order. */
export function fingerprintOf(lists: string): string {
  return `md5(${lists}::bigint[]::text)::uuid`;
}

/** SQL that says whether each of these documents is live in its version and stands under one of the lists. */
export function allLive(documents: string, versions: string, lists: string): string {
  // Each is looked up by its key: as a join all documents would be gone through.
  return `NOT EXISTS (SELECT 1 FROM unnest(${documents}::uuid[], ${versions}::uuid[]) AS rested (document, version)
    WHERE NOT coalesce((SELECT md5(d.live_version)::uuid = rested.version AND d.access_list = ANY(${lists}::bigint[])
                          FROM document d WHERE d.id = rested.document AND d.tenant = $1), false))`;
}

/** So many documents that went live are compared with an answer; where there are more it ends. */
export const MOST_ARRIVED = 200;

/** SQL for the versions that went live under the lists and that the snapshot does not see, one more than are compared at most. */
export function arrivedSince(snapshot: string, lists: string): string {
  return `(SELECT r.document, r.version FROM recent_version r
    WHERE r.access_list = ANY(${lists}) AND r.transaction_id >= pg_snapshot_xmin(${snapshot})
      AND NOT pg_visible_in_snapshot(r.transaction_id, ${snapshot}) LIMIT ${MOST_ARRIVED + 1})`;
}

/**
 * SQL for whether an answer's time is not over. One from a time to come was kept by a clock that was set back since: that does
 * not make it younger. Clocks of several processes are a little apart, and a statement may wait for its turn.
 */
export function inTime(alias: string, now: string): string {
  return `(${alias}.kept_at <= ${now}::timestamptz + interval '1 minute' AND ${alias}.expires_at > ${now}::timestamptz)`;
}
