import { CANARY_KEY } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";
import { endLive } from "../versions/live-periods.ts";
import { FAILED, LIVE_OF_BUCKETS, READY, STAGED } from "./ready.ts";
import { stageKept } from "./stage-kept.ts";

/** See PipelineControl.switchPipelines. */
export async function switchPipelines(
  client: SqlClient,
  now: Date,
  tenant: string,
  options: { readonly force: boolean; readonly resume: boolean; readonly buckets?: readonly string[] },
): Promise<string[]> {
  const only = options.buckets ?? null;
  if (options.resume) await resume(client, now, tenant, only);
  const [open] = await client.query<{ waiting: number }>(
    `SELECT (count(*) FILTER (WHERE NOT ${READY}))::int AS waiting ${LIVE_OF_BUCKETS}
      WHERE b.tenant = $1 AND b.attached AND b.next IS NOT NULL AND d.key <> $2 AND ${oneOf("b.name", 3)}`,
    [tenant, CANARY_KEY, only],
  );
  if (!options.force && (open?.waiting ?? 0) > 0) return [];
  return client.transaction(async (session) => {
    const buckets = await session.query<{ name: string }>(
      `SELECT name FROM bucket WHERE tenant = $1 AND attached AND next IS NOT NULL AND ${oneOf("name", 2)}
        ORDER BY name FOR UPDATE`,
      [tenant, only],
    );
    for (const { name } of buckets) await flip(session, now, tenant, name);
    return buckets.map(({ name }) => name);
  });
}

/** Everything of one bucket that is ready, at once; see live-periods.ts for one document. */
async function flip(session: SqlSession, now: Date, tenant: string, bucket: string): Promise<void> {
  await session.query(
    `SELECT count(*) FROM (SELECT 1 FROM document WHERE tenant = $1 AND bucket = $2
         AND (live_version IS NOT NULL OR leased_until IS NOT NULL) ORDER BY id FOR NO KEY UPDATE) locked`,
    [tenant, bucket],
  );
  const flipped = `SELECT d.id, d.live_version AS old, d.staged_version AS new
    ${LIVE_OF_BUCKETS} WHERE b.tenant = $1 AND b.name = $2 AND ${STAGED}`;
  await session.query(
    `WITH flipped AS (${flipped}),
       closed AS (UPDATE live_period p SET until_at = $3 FROM flipped f WHERE p.document = f.id AND p.until_at IS NULL),
       retired AS (UPDATE version v SET retired_at = ${keptTime("$3")} FROM flipped f WHERE v.document = f.id AND v.version = f.old)
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
    await endLive(session, id, now);
    await session.query(
      "UPDATE document SET problem = staging_problem, staging_problem = NULL WHERE id = $1",
      [id],
    );
  }
  await session.query(
    "UPDATE bucket SET previous = serving, serving = next, next = NULL, held = NULL WHERE tenant = $1 AND name = $2",
    [tenant, bucket],
  );
}

/** See PipelineControl.rollBackPipelines. What changed since then is built again by the workers. */
export async function rollBackPipelines(
  client: SqlClient,
  now: Date,
  tenant: string,
  only?: readonly string[],
): Promise<string[]> {
  const buckets = await client.query<{ name: string; previous: string }>(
    `SELECT name, previous FROM bucket
      WHERE tenant = $1 AND attached AND previous IS NOT NULL AND ${oneOf("name", 2)} ORDER BY name`,
    [tenant, only ?? null],
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

async function resume(
  client: SqlClient,
  now: Date,
  tenant: string,
  only: readonly string[] | null,
): Promise<void> {
  const buckets = await client.query<{ name: string; next: string }>(
    `UPDATE bucket SET next = held, held = NULL WHERE tenant = $1 AND attached AND held IS NOT NULL AND next IS NULL
       AND ${oneOf("name", 2)} RETURNING name, next`,
    [tenant, only],
  );
  for (const { name, next } of buckets) await stageKept(client, now, tenant, name, next);
}

/** SQL for a name that stands in the parameter's list; every name does where there is no list. */
function oneOf(name: string, parameter: number): string {
  return `($${parameter}::text[] IS NULL OR ${name} = ANY($${parameter}::text[]))`;
}
