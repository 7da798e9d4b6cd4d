import { CANARY_KEY, CANARY_PRINCIPAL, type Claim } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "./sql-client.ts";
import { keptTime } from "./store-clock.ts";

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
  if (stale === undefined) return 0;
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

/**
 * Archives what a killed process or a switch of pipelines left, and counts the versions it belonged to. A document that
 * a worker may still write is left to it; of the others each gets a new fencing number first, which voids the claim of
 * a worker that stalled and wakes up later.
 */
export async function sweep(client: SqlClient, now: Date, tenant: string, repair: boolean): Promise<number> {
  const stale = await client.query<{ document: string; versions: number }>(
    `SELECT c.document, count(DISTINCT c.version)::int AS versions
       FROM (SELECT DISTINCT document, version FROM chunk UNION SELECT DISTINCT document, version FROM section) c
       LEFT JOIN document d ON d.id = c.document
      WHERE (d.id IS NULL OR (d.tenant = $1 AND (d.leased_until IS NULL OR d.leased_until < $2)))
        AND c.version IS DISTINCT FROM d.live_version AND c.version IS DISTINCT FROM d.staged_version
      GROUP BY c.document`,
    [tenant, now],
  );
  for (const { document } of repair ? stale : []) {
    const [row] = await client.query<{ claim: bigint }>(
      `UPDATE document SET claim = nextval('claim_number')
        WHERE id = $1 AND (leased_until IS NULL OR leased_until < $2) RETURNING claim`,
      [document, now],
    );
    if (row !== undefined) await archive(client, { document, number: row.claim });
  }
  return stale.reduce((sum, { versions }) => sum + versions, 0);
}

/** Deletes versions that were kept long enough, with all that is theirs, `most` at a time. A canary's are not kept. */
export async function prune(session: SqlSession, retiredBefore: Date, most: number): Promise<number> {
  const pruned = await session.query(
    `DELETE FROM version v WHERE v.retired_at IS NOT NULL AND v.ctid = ANY(ARRAY(
       SELECT old.ctid FROM version old
        WHERE old.retired_at <= ${keptTime("$1")} OR (old.retired_at IS NOT NULL
          AND old.document = ANY(ARRAY(SELECT document FROM document_reader WHERE principal = $3)))
        LIMIT $2)) RETURNING 1`,
    [retiredBefore, most, CANARY_PRINCIPAL],
  );
  return pruned.length;
}
