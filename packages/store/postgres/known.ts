import type { KnownObject } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";
import { STATE } from "./state.ts";

export async function known(
  session: SqlSession,
  tenant: string,
  bucket: string,
  keys: readonly string[],
): Promise<KnownObject[]> {
  return session.query(
    `SELECT d.key, d.etag, coalesce(v.pipeline, d.problem ->> 'pipeline') AS pipeline, ${STATE} AS state
       FROM document d LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
      WHERE d.tenant = $1 AND d.bucket = $2 AND d.key = ANY($3::text[])`,
    [tenant, bucket, keys],
  );
}

export async function knownKeys(
  session: SqlSession,
  tenant: string,
  bucket: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await session.query<{ key: string }>(
    `SELECT key FROM document WHERE tenant = $1 AND bucket = $2 AND ($3::text IS NULL OR key > $3)
      ORDER BY key LIMIT $4`,
    [tenant, bucket, after ?? null, limit],
  );
  return rows.map((row) => row.key);
}
