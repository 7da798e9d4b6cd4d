import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";
import { restore } from "../versions/archive.ts";
import { retire } from "../versions/live-periods.ts";

/** Documents whose rows are brought back in one transaction. */
const RESTORE_DOCUMENTS = 10;

/** Versions of this pipeline that are still kept of what lies there now need not be made again. */
export async function stageKept(
  client: SqlClient,
  now: Date,
  tenant: string,
  bucket: string,
  pipeline: string,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    const last = await client.transaction((session) =>
      stageKeptAfter(session, now, [tenant, bucket, pipeline, after]),
    );
    if (last === undefined) return;
    after = last;
  }
}

/** The next few documents in the order of their ids; the last of them, or undefined where none follows. */
async function stageKeptAfter(
  session: SqlSession,
  now: Date,
  parameters: readonly [tenant: string, bucket: string, pipeline: string, after: string | null],
): Promise<string | undefined> {
  const kept = await session.query<{ id: string; version: string }>(
    `SELECT d.id, k.version FROM document d
       JOIN version v ON v.document = d.id AND v.version = d.live_version
       JOIN LATERAL (SELECT version FROM version k
          WHERE k.document = d.id AND k.pipeline = $3 AND k.etag = v.etag AND k.version <> v.version
          ORDER BY k.retired_at DESC NULLS FIRST, k.version LIMIT 1) k ON true
       LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version
      WHERE d.tenant = $1 AND d.bucket = $2 AND ($4::uuid IS NULL OR d.id > $4)
        AND (s.pipeline = $3 AND s.etag = v.etag) IS NOT TRUE
      ORDER BY d.id LIMIT ${RESTORE_DOCUMENTS} FOR NO KEY UPDATE OF d`,
    parameters,
  );
  for (const { id, version } of kept) {
    await restore(session, id, version);
    await session.query("UPDATE version SET retired_at = NULL WHERE document = $1 AND version = $2", [
      id,
      version,
    ]);
    // The new fencing number keeps a worker from archiving what it no longer knows about.
    await session.query(
      `UPDATE document SET staged_version = $2, staging_problem = NULL, claim = nextval('claim_number'),
         leased_until = NULL WHERE id = $1`,
      [id, version],
    );
    await retire(session, id, now);
  }
  return kept.at(-1)?.id;
}

/** Nothing is being built any more. What was staged is deleted by the next sweep. */
export async function unstage(session: SqlSession, now: Date, tenant: string, bucket: string): Promise<void> {
  await session.query(
    `WITH locked AS MATERIALIZED (
       SELECT id FROM document
        WHERE tenant = $1 AND bucket = $2 AND (staged_version IS NOT NULL OR staging_problem IS NOT NULL)
        ORDER BY id FOR NO KEY UPDATE),
     dropped AS (
       UPDATE document d SET staged_version = NULL, staging_problem = NULL FROM locked l WHERE d.id = l.id
        RETURNING d.id)
     UPDATE version v SET retired_at = ${keptTime("$3")} FROM dropped WHERE v.document = dropped.id AND v.retired_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM document d WHERE d.id = v.document AND d.live_version = v.version)`,
    [tenant, bucket, now],
  );
}
