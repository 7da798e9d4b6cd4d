import {
  CANARY_KEY,
  CANARY_PRINCIPAL,
  type Claim,
  type Lane,
  type MadeVersion,
  type WorkQueue,
} from "@footnote/contracts";
import {
  CANARY_LIST,
  listNamedFor,
  listOfBucket,
  listsNamed,
  setPrincipals,
} from "../access/access-lists.ts";
import { documentId } from "../connection/identifier.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";

/** A worker that has not renewed its claim by then is taken for dead. Documents may take longer: see services/ingest/leases.ts. */
export const LEASE_MILLISECONDS = 60_000;

/** The channel on which workers hear that something was queued. */
const QUEUED = "footnote_queued";

/** In the transaction that queues: it is heard when that has been committed, once however often it was said. */
export async function notifyQueued(session: SqlSession): Promise<void> {
  await session.query("SELECT pg_notify($1, '')", [QUEUED]);
}

export function listenForQueued({ listen }: SqlClient): WorkQueue["listen"] {
  return listen && ((onQueued) => listen(QUEUED, onQueued));
}

/** Lanes from the most urgent one. */
export const LANES = "ARRAY['change', 'backfill', 'recognition', 'staging']";

/**
 * Queues the keys for another look. What is new stands under its bucket's access list, or where objects may name their readers
 * under nobody's.
 */
export async function look(
  client: SqlClient,
  now: Date,
  tenant: string,
  bucket: string,
  keys: readonly string[],
  lane: Lane,
): Promise<string[]> {
  if (keys.length === 0) return [];
  // Rows of several documents are locked in the order of their ids, everywhere: else two processes wait for each other.
  const looked = [...new Set(keys)]
    .map((key) => ({ key, id: documentId(tenant, bucket, key) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const unique = looked.map(({ key }) => key);
  const ids = looked.map(({ id }) => id);
  await client.transaction(async (session) => {
    const isCanary = unique.includes(CANARY_KEY);
    const own = await listOfNew(session, tenant, bucket);
    const names = [own, ...(isCanary ? [CANARY_LIST] : [])];
    const lists = await listsNamed(session, tenant, names);
    const canaries = lists.get(CANARY_LIST);
    if (canaries !== undefined) await setPrincipals(session, tenant, canaries, [CANARY_PRINCIPAL]);
    await session.query(
      `INSERT INTO document (id, tenant, bucket, key, access_list, due_at, noticed_at, looks, lane)
       SELECT id, $1, $2, key, CASE WHEN key = $8 THEN $9::bigint ELSE $7::bigint END, $5, $5, 1, $6 FROM unnest($3::uuid[], $4::text[]) AS looked (id, key)
       ON CONFLICT (id) DO UPDATE SET
         noticed_at = CASE WHEN document.due_at IS NULL OR document.lane = 'staging' THEN excluded.noticed_at
                           ELSE document.noticed_at END,
         lane = CASE WHEN document.due_at IS NOT NULL
                      AND array_position(${LANES}, document.lane) < array_position(${LANES}, excluded.lane)
                     THEN document.lane ELSE excluded.lane END,
         due_at = least(document.due_at, excluded.due_at), looks = document.looks + 1, attempts = 0, problem = NULL
       -- Every comparison finds again what waits for the next pipeline: that is no news, and no reason to try for ever.
       WHERE NOT (excluded.lane = 'staging' AND document.lane = 'staging' AND document.due_at IS NOT NULL)`,
      [tenant, bucket, ids, unique, now, lane, lists.get(own), CANARY_KEY, canaries ?? null],
    );
    await notifyQueued(session);
  });
  return keys.map((key) => documentId(tenant, bucket, key));
}

async function listOfNew(session: SqlSession, tenant: string, bucket: string): Promise<string> {
  const [row] = await session.query<{ hasObjectReaders: boolean }>(
    `SELECT object_readers AS "hasObjectReaders" FROM bucket WHERE tenant = $1 AND name = $2`,
    [tenant, bucket],
    "once",
  );
  return listNamedFor(bucket, "", row?.hasObjectReaders ? [] : undefined) ?? listOfBucket(bucket);
}

interface ClaimRow {
  document: string;
  bucket: string;
  key: string;
  claim: bigint;
  looks: bigint;
  noticed_at: Date;
  attempts: number;
  lane: Lane;
  live: MadeVersion | null;
  staged: MadeVersion | null;
  serving: string | null;
  next: string | null;
  access_list: bigint;
}

/** Takes documents that are due and that nobody is busy with, and numbers each claim anew. */
export async function claim(
  session: SqlSession,
  now: Date,
  tenant: string,
  buckets: readonly string[],
  lanes: readonly Lane[],
  limit: number,
): Promise<Claim[]> {
  const made = (version: string) =>
    `(SELECT jsonb_build_object('version', v.version, 'etag', v.etag, 'pipeline', v.pipeline)
        FROM version v WHERE v.document = t.id AND v.version = t.${version})`;
  const rows = await session.query<ClaimRow>(
    // Lane by lane, each in the order of its index: sorting all that is due, for a few of them, took 250 ms at 50,000.
    `WITH picked AS MATERIALIZED (
       SELECT due.id FROM unnest($6::text[]) AS asked (lane), LATERAL (
         SELECT id, due_at FROM document
          WHERE tenant = $1 AND lane = asked.lane AND due_at <= $2 AND bucket = ANY($5::text[])
            AND (leased_until IS NULL OR leased_until < $2)
          ORDER BY due_at, id LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED) due
        ORDER BY array_position(${LANES}, asked.lane), due.due_at, due.id LIMIT $4),
     taken AS (
       UPDATE document SET claim = nextval('claim_number'), leased_until = $3, attempts = attempts + 1
        WHERE id = ANY(ARRAY(SELECT id FROM picked))
        RETURNING id, bucket, key, claim, looks, noticed_at, lane, due_at, attempts, live_version, staged_version, access_list)
     SELECT t.id AS document, t.bucket, t.key, t.claim, t.looks, t.noticed_at, t.attempts,
            t.lane, ${made("live_version")} AS live, ${made("staged_version")} AS staged, b.serving, b.next,
            t.access_list
       FROM taken t JOIN bucket b ON b.tenant = $1 AND b.name = t.bucket
      ORDER BY array_position(${LANES}, t.lane), t.due_at, t.id`,
    [tenant, now, new Date(now.getTime() + LEASE_MILLISECONDS), limit, buckets, lanes],
  );
  return rows.map((row) => ({
    tenant,
    document: row.document,
    bucket: row.bucket,
    key: row.key,
    number: row.claim,
    look: row.looks,
    noticedAt: row.noticed_at,
    claimedAt: now,
    attempt: row.attempts,
    accessList: String(row.access_list),
    lane: row.lane,
    live: row.live ?? undefined,
    staged: row.staged ?? undefined,
    pipelines: { serving: row.serving ?? "", next: row.next ?? undefined },
  }));
}

export async function nextDue(
  session: SqlSession,
  tenant: string,
  buckets: readonly string[],
  lanes: readonly Lane[],
): Promise<Date | undefined> {
  const [row] = await session.query<{ due: Date | null }>(
    `SELECT min(greatest(due_at, coalesce(leased_until, due_at))) AS due FROM document
      WHERE tenant = $1 AND bucket = ANY($2::text[]) AND lane = ANY($3::text[]) AND due_at IS NOT NULL`,
    [tenant, buckets, lanes],
  );
  return row?.due ?? undefined;
}

/** Gives the claim back without a failure. */
export async function postpone(
  session: SqlSession,
  claimed: Claim,
  until: Date,
  lane: Lane | undefined,
): Promise<boolean> {
  const rows = await session.query(
    // A look that came in meanwhile may be for other content, which goes its own way.
    `UPDATE document SET leased_until = NULL, due_at = $3, attempts = greatest(0, attempts - 1),
            lane = CASE WHEN looks = $5 THEN coalesce($4, lane) ELSE lane END
      WHERE id = $1 AND claim = $2 RETURNING 1`,
    [claimed.document, claimed.number, until, lane ?? null, claimed.look],
  );
  return rows.length === 1;
}

/** Gives those that are lost. A claim that has ended meanwhile holds no lease any more, and gets none. */
export async function renew(session: SqlSession, now: Date, claims: readonly Claim[]): Promise<Claim[]> {
  const lost = await session.query<{ claim: bigint }>(
    // A row that is locked is being written or switched: it is renewed the next time, and nobody claims it until then.
    `WITH asked AS (SELECT * FROM unnest($1::uuid[], $2::bigint[]) AS asked (document, claim)),
       held AS MATERIALIZED (
         SELECT d.id FROM document d JOIN asked ON d.id = asked.document AND d.claim = asked.claim
          WHERE d.leased_until IS NOT NULL ORDER BY d.id FOR NO KEY UPDATE OF d SKIP LOCKED),
       renewed AS (UPDATE document SET leased_until = $3 WHERE id = ANY(ARRAY(SELECT id FROM held)))
     SELECT asked.claim FROM asked LEFT JOIN document d ON d.id = asked.document AND d.claim = asked.claim
      WHERE d.id IS NULL`,
    [
      claims.map(({ document }) => document),
      claims.map(({ number }) => number),
      new Date(now.getTime() + LEASE_MILLISECONDS),
    ],
  );
  const numbers = new Set(lost.map(({ claim }) => claim));
  return claims.filter(({ number }) => numbers.has(number));
}

/**
 * Ends all leases: for a store that only one process can open, whose earlier process is therefore gone. That it was ended
 * is no failure of what it was busy with.
 */
export async function endLeases(session: SqlSession): Promise<void> {
  await session.query(
    "UPDATE document SET leased_until = NULL, attempts = greatest(0, attempts - 1) WHERE leased_until IS NOT NULL",
  );
}

/** Locks the document's row where the claim is still its own. False: someone took a newer one, or it is gone. */
export async function holds(session: SqlSession, claimed: Claim): Promise<boolean> {
  const rows = await session.query(
    "SELECT 1 FROM document WHERE id = $1 AND claim = $2 FOR NO KEY UPDATE",
    [claimed.document, claimed.number],
    "once",
  );
  return rows.length === 1;
}

/**
 * Ends a claim. A look that came in meanwhile leaves the document due; else it is due only where it still lacks a
 * version of the next pipeline. `$1` is the document, `$2` now, `$3` the look, `$4` whether it lacks one.
 */
export const END_CLAIM = `leased_until = NULL, attempts = 0, problem = NULL,
  noticed_at = CASE WHEN looks = $3 AND NOT $4::boolean THEN noticed_at ELSE $2 END,
  lane = CASE WHEN looks = $3 THEN 'staging' ELSE 'change' END,
  due_at = CASE WHEN looks = $3 AND NOT $4::boolean THEN NULL ELSE $2::timestamptz END`;
