import type { ErrorCode, KnownObject } from "@footnote/contracts";
import { documentId } from "./identifier.ts";
import type { SqlSession } from "./sql-client.ts";
import { STATE } from "./state.ts";

export async function known(
  session: SqlSession,
  tenant: string,
  bucket: string,
  keys: readonly string[],
): Promise<KnownObject[]> {
  const rows = await session.query<
    Omit<KnownObject, "problem"> & { problem: { code: ErrorCode; at: string } | null }
  >(
    `SELECT d.key, d.etag, coalesce(v.pipeline, d.problem ->> 'pipeline') AS pipeline, ${STATE} AS state,
            coalesce(d.staging_problem ->> 'pipeline', s.pipeline) AS staged,
            coalesce(d.problem, d.staging_problem) AS problem
       FROM document d LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
       LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version
      WHERE d.id = ANY($1::uuid[]) ORDER BY left(d.key, 600), d.id`,
    [keys.map((key) => documentId(tenant, bucket, key))],
  );
  return rows.map(({ problem, ...row }) => ({
    ...row,
    problem: problem && { code: problem.code, at: new Date(problem.at) },
  }));
}

export async function knownKeys(
  session: SqlSession,
  tenant: string,
  bucket: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await session.query<{ key: string }>(
    `SELECT key FROM document
      WHERE tenant = $1 AND bucket = $2
        AND ($3::text IS NULL OR (left(key, 600), id) > (left($3, 600), $4::uuid))
      ORDER BY left(key, 600), id LIMIT $5`,
    [tenant, bucket, after ?? null, after === undefined ? null : documentId(tenant, bucket, after), limit],
  );
  return rows.map((row) => row.key);
}
