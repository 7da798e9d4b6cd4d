import {
  type BucketPipelines,
  CANARY_KEY,
  type Pipeline,
  type PipelineDescription,
  type PipelineProgress,
} from "@footnote/contracts";
import { restore } from "./archive.ts";
import { closeLivePeriods, retire } from "./live-periods.ts";
import type { SqlClient, SqlSession } from "./sql-client.ts";

/** Documents whose rows are brought back in one transaction. */
const RESTORE_DOCUMENTS = 10;

/** Tells what a bucket is configured for: see Catalogue.configurePipeline. */
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

/** Whether a live document in alias `d`, its live version in `v` and its staged one in `s`, is ready for `b.next`. */
const READY = "(v.pipeline = b.next OR (s.pipeline = b.next AND s.etag IS NOT DISTINCT FROM v.etag))";
const LIVE_OF_BUCKETS = `FROM bucket b
  JOIN document d ON d.tenant = b.tenant AND d.bucket = b.name AND d.live_version IS NOT NULL
  JOIN version v ON v.document = d.id AND v.version = d.live_version
  LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version`;
const FAILED = `(NOT ${READY} AND d.staging_problem ->> 'pipeline' = b.next)`;

export async function pipelines(session: SqlSession, tenant: string): Promise<PipelineProgress[]> {
  const rows = await session.query<{
    bucket: string;
    serving: Pipeline | null;
    next: Pipeline | null;
    previous: Pipeline | null;
    held: Pipeline | null;
    documents: number;
    staged: number;
    failed: number;
  }>(
    `SELECT b.name AS bucket, ${["serving", "next", "previous", "held"]
      .map(
        (which) =>
          `(SELECT jsonb_build_object('id', p.id, 'description', p.description) FROM pipeline p
             WHERE p.tenant = b.tenant AND p.id = b.${which}) AS ${which}`,
      )
      .join(", ")},
       count(d.id)::int AS documents,
       (count(*) FILTER (WHERE ${READY}))::int AS staged, (count(*) FILTER (WHERE ${FAILED}))::int AS failed
     FROM bucket b
     LEFT JOIN document d ON d.tenant = b.tenant AND d.bucket = b.name AND d.live_version IS NOT NULL AND d.key <> $2
     LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
     LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version
     WHERE b.tenant = $1 AND b.attached AND b.serving IS NOT NULL
     GROUP BY b.tenant, b.name, b.serving, b.next, b.previous, b.held ORDER BY b.name`,
    [tenant, CANARY_KEY],
  );
  return rows.map((row) => ({ ...row, serving: row.serving ?? unknownPipeline() }));
}

/** See Catalogue.switchPipelines. */
export async function switchPipelines(
  client: SqlClient,
  now: Date,
  tenant: string,
  options: { readonly force: boolean; readonly resume: boolean },
): Promise<string[]> {
  if (options.resume) await resume(client, now, tenant);
  const [open] = await client.query<{ waiting: number }>(
    `SELECT (count(*) FILTER (WHERE NOT coalesce(${READY}, false)))::int AS waiting
       FROM bucket b JOIN document d ON d.tenant = b.tenant AND d.bucket = b.name AND d.live_version IS NOT NULL
       LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
       LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version
      WHERE b.tenant = $1 AND b.attached AND b.next IS NOT NULL AND d.key <> $2`,
    [tenant, CANARY_KEY],
  );
  if (!options.force && (open?.waiting ?? 0) > 0) return [];
  return client.transaction(async (session) => {
    const buckets = await session.query<{ name: string }>(
      "SELECT name FROM bucket WHERE tenant = $1 AND attached AND next IS NOT NULL ORDER BY name FOR UPDATE",
      [tenant],
    );
    for (const { name } of buckets) await flip(session, now, tenant, name);
    return buckets.map(({ name }) => name);
  });
}

/** Everything of one bucket that is ready, at once; see live-periods.ts for one document. */
async function flip(session: SqlSession, now: Date, tenant: string, bucket: string): Promise<void> {
  const flipped = `SELECT d.id, d.live_version AS old, d.staged_version AS new
    ${LIVE_OF_BUCKETS} WHERE b.tenant = $1 AND b.name = $2 AND s.pipeline = b.next AND s.etag IS NOT DISTINCT FROM v.etag`;
  await session.query(
    `WITH flipped AS (${flipped}),
       closed AS (UPDATE live_period p SET until_at = $3 FROM flipped f WHERE p.document = f.id AND p.until_at IS NULL),
       retired AS (UPDATE version v SET retired_at = $3 FROM flipped f WHERE v.document = f.id AND v.version = f.old)
     INSERT INTO live_period (document, version, from_at) SELECT id, new, $3 FROM flipped
     ON CONFLICT (document, version, from_at) DO UPDATE SET until_at = NULL`,
    [tenant, bucket, now],
  );
  await session.query(
    `WITH flipped AS (${flipped})
     UPDATE document d SET live_version = f.new, staged_version = NULL, staging_problem = NULL FROM flipped f
      WHERE d.id = f.id`,
    [tenant, bucket],
  );
  // Whoever is busy with a document claimed it for the pipelines as they were: it stays due and is claimed anew.
  await session.query(
    `UPDATE document SET claim = nextval('claim_number'), leased_until = NULL
      WHERE tenant = $1 AND bucket = $2 AND leased_until IS NOT NULL`,
    [tenant, bucket],
  );
  // What failed in it can only be reached here by force: someone chose to do without.
  const failed = await session.query<{ id: string }>(
    `SELECT d.id ${LIVE_OF_BUCKETS} WHERE b.tenant = $1 AND b.name = $2 AND ${FAILED}`,
    [tenant, bucket],
  );
  for (const { id } of failed) {
    await closeLivePeriods(session, id, now);
    await session.query(
      `UPDATE document SET live_version = NULL, staged_version = NULL, problem = staging_problem, staging_problem = NULL
       WHERE id = $1`,
      [id],
    );
    await retire(session, id, now);
  }
  await session.query(
    "UPDATE bucket SET previous = serving, serving = next, next = NULL, held = NULL WHERE tenant = $1 AND name = $2",
    [tenant, bucket],
  );
}

/** See Catalogue.rollBackPipelines. What changed since then is built again by the workers. */
export async function rollBackPipelines(client: SqlClient, now: Date, tenant: string): Promise<string[]> {
  const buckets = await client.query<{ name: string; previous: string }>(
    "SELECT name, previous FROM bucket WHERE tenant = $1 AND attached AND previous IS NOT NULL ORDER BY name",
    [tenant],
  );
  for (const { name, previous } of buckets) {
    await client.query("UPDATE bucket SET next = previous WHERE tenant = $1 AND name = $2", [tenant, name]);
    await stageKept(client, now, tenant, name, previous);
  }
  await client.transaction(async (session) => {
    for (const { name, previous } of buckets) {
      await session.query(
        "UPDATE document SET staging_problem = NULL WHERE tenant = $1 AND bucket = $2 AND staging_problem IS NOT NULL",
        [tenant, name],
      );
      // A worker that rests may have switched to it meanwhile.
      const [waiting] = await session.query(
        "SELECT 1 FROM bucket WHERE tenant = $1 AND name = $2 AND next = $3 FOR UPDATE",
        [tenant, name, previous],
      );
      if (waiting !== undefined) await flip(session, now, tenant, name);
      // What it came from is put aside: the configuration still asks for it.
      await session.query(
        "UPDATE bucket SET held = previous, previous = NULL WHERE tenant = $1 AND name = $2 AND serving = $3",
        [tenant, name, previous],
      );
    }
  });
  return buckets.map(({ name }) => name);
}

async function resume(client: SqlClient, now: Date, tenant: string): Promise<void> {
  const buckets = await client.query<{ name: string; next: string }>(
    `UPDATE bucket SET next = held, held = NULL WHERE tenant = $1 AND attached AND held IS NOT NULL AND next IS NULL
     RETURNING name, next`,
    [tenant],
  );
  for (const { name, next } of buckets) await stageKept(client, now, tenant, name, next);
}

/** Versions of this pipeline that are still kept of what lies there now need not be made again. */
async function stageKept(
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
      ORDER BY d.id LIMIT ${RESTORE_DOCUMENTS} FOR UPDATE OF d`,
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
async function unstage(session: SqlSession, now: Date, tenant: string, bucket: string): Promise<void> {
  await session.query(
    `WITH dropped AS (
       UPDATE document SET staged_version = NULL, staging_problem = NULL
        WHERE tenant = $1 AND bucket = $2 AND (staged_version IS NOT NULL OR staging_problem IS NOT NULL)
        RETURNING id)
     UPDATE version v SET retired_at = $3 FROM dropped WHERE v.document = dropped.id AND v.retired_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM document d WHERE d.id = v.document AND d.live_version = v.version)`,
    [tenant, bucket, now],
  );
}

function unknownPipeline(): Pipeline {
  const description: PipelineDescription = {
    parser: { version: 0 },
    chunker: { strategy: "unknown", version: 0, parameters: {} },
    model: "unknown",
  };
  return { id: "", description };
}
