import { type BucketPipelines, CANARY_KEY, type Pipeline, type PipelineProgress } from "@footnote/contracts";
import { CANARY_LIST } from "../access/access-lists.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { FAILED, READY } from "./ready.ts";
import { stageKept, unstage } from "./stage-kept.ts";

/** Tells what a bucket is configured for: see PipelineControl.configurePipeline. */
export async function configurePipeline(
  client: SqlClient,
  now: Date,
  tenant: string,
  bucket: string,
  { id, description }: Pipeline,
): Promise<BucketPipelines> {
  const result = await client.transaction(async (session) => {
    await session.query(
      "INSERT INTO pipeline (tenant, id, description) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      [tenant, id, JSON.stringify(description)],
    );
    await session.query(
      `UPDATE bucket SET serving = coalesce(serving, $3),
         next = CASE WHEN coalesce(serving, $3) = $3 OR held = $3 THEN NULL ELSE $3 END,
         held = CASE WHEN held = $3 THEN held END
       WHERE tenant = $1 AND name = $2`,
      [tenant, bucket, id],
    );
    return bucketPipelines(session, tenant, bucket);
  });
  if (result.next === undefined) await unstage(client, now, tenant, bucket);
  else await stageKept(client, now, tenant, bucket, result.next);
  return result;
}

export async function bucketPipelines(
  session: SqlSession,
  tenant: string,
  bucket: string,
): Promise<BucketPipelines> {
  const [row] = await session.query<{ serving: string | null; next: string | null }>(
    "SELECT serving, next FROM bucket WHERE tenant = $1 AND name = $2",
    [tenant, bucket],
  );
  return { serving: row?.serving ?? "", next: row?.next ?? undefined };
}

export async function pipelines(session: SqlSession, tenant: string): Promise<PipelineProgress[]> {
  return session.query<PipelineProgress>(
    `SELECT b.name AS bucket, ${["serving", "next", "previous", "held"]
      .map(
        (which) =>
          `(SELECT jsonb_build_object('id', p.id, 'description', p.description) FROM pipeline p
             WHERE p.tenant = b.tenant AND p.id = b.${which}) AS ${which}`,
      )
      .join(", ")},
       (SELECT coalesce(sum(t.answerable), 0)::int FROM tally t JOIN access_list l ON l.id = t.access_list
         WHERE l.tenant = b.tenant AND l.name <> $3 AND t.bucket = b.name) AS documents, counted.staged, counted.failed
     FROM bucket b, LATERAL (
       SELECT (count(*) FILTER (WHERE ${READY}))::int AS staged, (count(*) FILTER (WHERE ${FAILED}))::int AS failed
         FROM document d JOIN version v ON v.document = d.id AND v.version = d.live_version
         LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version
        -- Only where something is built are they gone through.
        WHERE b.next IS NOT NULL AND d.tenant = b.tenant AND d.bucket = b.name AND d.key <> $2) counted
     WHERE b.tenant = $1 AND b.attached AND b.serving IS NOT NULL ORDER BY b.name`,
    [tenant, CANARY_KEY, CANARY_LIST],
  );
}
