import { CANARY_KEY, type Claim } from "@footnote/contracts";
import { CANARY_LIST } from "../access/access-lists.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";

/** As in commit.ts: no search waits long for one transaction. */
const BATCH_ROWS = 64;

/**
 * Takes chunks of versions that are neither live nor staged out of what is searched: those of kept versions move to
 * past_chunk, those that were written ahead for a version that never came are deleted. Ends as soon as the claim is no
 * longer the document's: a newer one may count on these very rows, and archives after itself. Returns the rows moved.
 */
export async function archive(client: SqlClient, claim: Pick<Claim, "document" | "number">): Promise<number> {
  let moved = 0;
  for (;;) {
    const count = await client.transaction(async (session) => {
      const [held] = await session.query<{ key: string }>(
        "SELECT key FROM document WHERE id = $1 AND claim = $2 FOR NO KEY UPDATE",
        [claim.document, claim.number],
      );
      return held === undefined ? 0 : archiveBatch(session, claim.document, held.key !== CANARY_KEY);
    });
    if (count === 0) return moved;
    moved += count;
  }
}

async function archiveBatch(session: SqlSession, document: string, isKept: boolean): Promise<number> {
  const [stale] = await session.query<{ version: string; kept: boolean }>(
    `SELECT c.version, v.version IS NOT NULL AS kept
       FROM chunk c JOIN document d ON d.id = c.document
       LEFT JOIN version v ON v.document = c.document AND v.version = c.version
      WHERE c.document = $1 AND c.version IS DISTINCT FROM d.live_version AND c.version IS DISTINCT FROM d.staged_version
      LIMIT 1`,
    [document],
  );
  if (stale === undefined) {
    await session.query("UPDATE document SET unswept = false WHERE id = $1 AND unswept", [document]);
    return 0;
  }
  const kept = stale.kept && isKept;
  const batch = `DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE document = $1 AND version = $2 LIMIT ${BATCH_ROWS})`;
  await session.query(
    kept
      ? `WITH moved AS (${batch} RETURNING *) INSERT INTO past_chunk SELECT * FROM moved ON CONFLICT DO NOTHING`
      : batch,
    [document, stale.version],
  );
  const sections = "DELETE FROM section WHERE document = $1 AND version = $2";
  await session.query(
    kept
      ? `WITH moved AS (${sections} RETURNING *) INSERT INTO past_section SELECT * FROM moved ON CONFLICT DO NOTHING`
      : sections,
    [document, stale.version],
  );
  return BATCH_ROWS;
}

/** Back to where they are searched, unseen until their version is live or staged. The caller holds the document's row. */
export async function restore(session: SqlSession, document: string, version: string): Promise<void> {
  for (const table of ["chunk", "section"]) {
    await session.query(
      `WITH moved AS (DELETE FROM past_${table} WHERE document = $1 AND version = $2 RETURNING *)
       INSERT INTO ${table} SELECT * FROM moved ON CONFLICT DO NOTHING`,
      [document, version],
    );
  }
}

/** The same rows stand where they are searched. */
export async function forgetPast(session: SqlSession, document: string, version: string): Promise<void> {
  for (const table of ["past_chunk", "past_section"])
    await session.query(`DELETE FROM ${table} WHERE document = $1 AND version = $2`, [document, version]);
}

/** What is to be swept is looked through in pages of so many documents. */
const SWEEP_PAGE = 500;

/**
 * Archives what a killed process or a switch of pipelines left, and counts the versions it belonged to. Only documents that
 * may have left something are looked at: see sql/0021_unswept.sql. One that a worker may still write is left to it; each of
 * the others gets a new fencing number first, which voids the claim of a worker that stalled and wakes up later.
 */
export async function sweep(client: SqlClient, now: Date, tenant: string, repair: boolean): Promise<number> {
  let versions = 0;
  for (let after: string | null = null; ; ) {
    const unswept: { document: string; versions: number }[] = await client.query(
      `SELECT d.id AS document, (SELECT count(*)::int FROM (
          SELECT version FROM chunk c WHERE c.document = d.id UNION SELECT version FROM section s WHERE s.document = d.id) stored
          WHERE stored.version IS DISTINCT FROM d.live_version AND stored.version IS DISTINCT FROM d.staged_version) AS versions
         FROM document d
        WHERE d.tenant = $1 AND d.unswept AND (d.leased_until IS NULL OR d.leased_until < $2)
          AND ($3::uuid IS NULL OR d.id > $3)
        ORDER BY d.id LIMIT ${SWEEP_PAGE}`,
      [tenant, now, after],
    );
    for (const found of unswept) {
      versions += found.versions;
      if (!repair) continue;
      const [row] = await client.query<{ claim: bigint }>(
        `UPDATE document SET claim = nextval('claim_number')
          WHERE id = $1 AND (leased_until IS NULL OR leased_until < $2) RETURNING claim`,
        [found.document, now],
      );
      if (row !== undefined) await archive(client, { document: found.document, number: row.claim });
    }
    if (unswept.length < SWEEP_PAGE) return versions;
    after = unswept.at(-1)?.document ?? null;
  }
}

/** Deletes versions that were kept long enough, with all that is theirs, `most` at a time. A canary's are not kept. */
export async function prune(session: SqlSession, retiredBefore: Date, most: number): Promise<number> {
  const pruned = await session.query(
    `DELETE FROM version v WHERE v.retired_at IS NOT NULL AND v.ctid = ANY(ARRAY(
       SELECT old.ctid FROM version old
        WHERE old.retired_at <= ${keptTime("$1")} OR (old.retired_at IS NOT NULL
          AND old.document = ANY(ARRAY(SELECT d.id FROM document d JOIN access_list l ON l.id = d.access_list WHERE l.name = $3)))
        LIMIT $2)) RETURNING 1`,
    [retiredBefore, most, CANARY_LIST],
  );
  return pruned.length;
}
