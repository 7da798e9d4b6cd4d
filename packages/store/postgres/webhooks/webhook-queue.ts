import {
  type DocumentChange,
  SKIPPED_CODES,
  type WebhookCounts,
  type WebhookDelivery,
  type WebhookEvent,
  type WebhookQueue,
  type WebhookRecord,
  type WebhookSubscription,
} from "@footnote/contracts";
import { CANARY_LIST } from "../access/access-lists.ts";
import { READABLE, readerParameters } from "../access/visible.ts";
import { deliveryId } from "../connection/identifier.ts";
import type { SqlSession } from "../connection/sql-client.ts";

/** What was settled is kept for so long, to be looked at and told again. */
const KEPT = "interval '7 days'";
/** Of one endpoint. */
const MOST_KEPT = 10_000;

export function webhookQueue(session: SqlSession): WebhookQueue {
  return {
    add: (subscription, changes) => add(session, subscription, changes),
    async waiting(endpoint) {
      const [row] = await session.query<{ waiting: number }>(
        "SELECT count(*)::int AS waiting FROM webhook_delivery WHERE endpoint = $1 AND due_at IS NOT NULL",
        [endpoint],
      );
      return row?.waiting ?? 0;
    },
    claim: (subscription, limit, lease) => claim(session, subscription, limit, lease),
    async settle(id, result) {
      const { outcome } = result;
      const again = outcome === "failed" ? result.again : null;
      await session.query(
        `UPDATE webhook_delivery SET outcome = $2, status = $3, trouble = $4,
                due_at = clock_timestamp() + $5::float8 * interval '1 millisecond',
                settled_at = CASE WHEN $5::float8 IS NULL THEN clock_timestamp() END
          WHERE id = $1`,
        [
          id,
          again === null ? outcome : null,
          outcome === "withheld" ? null : result.status,
          outcome === "failed" ? result.trouble : null,
          again,
        ],
      );
    },
    list: (endpoint, page) => list(session, endpoint, page),
    async counts(endpoint) {
      const rows = await session.query<{ state: keyof WebhookCounts; count: number }>(
        `SELECT ${RECORD_STATE} AS state, count(*)::int AS count FROM webhook_delivery WHERE endpoint = $1 GROUP BY 1`,
        [endpoint],
      );
      const count = (state: keyof WebhookCounts) => rows.find((row) => row.state === state)?.count ?? 0;
      return {
        waiting: count("waiting"),
        delivered: count("delivered"),
        failed: count("failed"),
        withheld: count("withheld"),
      };
    },
    async replay(endpoint, which) {
      const rows = await session.query(
        // What still waits is told in any case.
        `UPDATE webhook_delivery SET due_at = clock_timestamp(), attempts = 0, outcome = NULL, settled_at = NULL
          WHERE endpoint = $1 AND due_at IS NULL
            AND ($2::uuid IS NULL OR id = $2) AND ($3::timestamptz IS NULL OR at >= $3) AND (NOT $4 OR outcome = 'failed')
          RETURNING 1`,
        [endpoint, "id" in which ? which.id : null, "since" in which ? which.since : null, "failed" in which],
      );
      return rows.length;
    },
  };
}

/** What a change tells; undefined where it tells nothing that anybody subscribes to. */
function toldBy({ kind, after }: DocumentChange): WebhookEvent | undefined {
  if (after === null) return undefined;
  if (kind === "version") return "document.answerable";
  // Nobody has to do anything about a file that only holds nothing to read.
  if (kind === "problem" && !(SKIPPED_CODES as readonly string[]).includes(after))
    return "document.needs_attention";
  return undefined;
}

async function add(
  session: SqlSession,
  { name, events, buckets, reader }: WebhookSubscription,
  changes: readonly DocumentChange[],
): Promise<void> {
  const told = changes.flatMap((change) => {
    const event = toldBy(change);
    if (event === undefined || !events.includes(event) || change.tenant !== reader.tenant) return [];
    return [{ ...change, event, id: deliveryId(name, change) }];
  });
  if (told.length === 0) return;
  await session.query(
    // Another pipeline makes another version of the same file, of which nothing has become answerable.
    `INSERT INTO webhook_delivery (id, endpoint, tenant, document, event, subject, at, due_at)
     SELECT t.id, $1, $2, t.document, t.event, t.subject, t.at, clock_timestamp()
       FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
         WITH ORDINALITY AS t (id, document, event, before, subject, at, place)
       JOIN document d ON d.id = t.document AND ($3::text[] IS NULL OR d.bucket = ANY($3))
       JOIN access_list l ON l.id = d.access_list AND l.name <> '${CANARY_LIST}'
      WHERE NOT EXISTS (SELECT 1 FROM version b JOIN version a ON a.document = b.document AND a.etag = b.etag
                         WHERE b.document = t.document AND b.version = t.before AND a.version = t.subject)
      ORDER BY t.place ON CONFLICT (id) DO NOTHING`,
    [
      name,
      reader.tenant,
      buckets ?? null,
      told.map(({ id }) => id),
      told.map(({ document }) => document),
      told.map(({ event }) => event),
      told.map(({ before }) => before),
      told.map(({ after }) => after),
      told.map(({ at }) => at),
    ],
  );
}

type DeliveryRow = Omit<WebhookDelivery, "about"> & {
  readonly bucket: string | null;
  readonly key: string | null;
  readonly title: string | null;
  readonly reason: string | null;
};

async function claim(
  session: SqlSession,
  { name, reader }: WebhookSubscription,
  limit: number,
  leaseMilliseconds: number,
): Promise<WebhookDelivery[]> {
  const rows = await session.query<DeliveryRow & { seq: bigint }>(
    `WITH due AS (
       SELECT id FROM webhook_delivery WHERE endpoint = $3 AND due_at <= clock_timestamp()
        ORDER BY due_at, seq LIMIT $4 FOR UPDATE SKIP LOCKED),
     taken AS (
       UPDATE webhook_delivery w SET attempts = w.attempts + 1,
              due_at = clock_timestamp() + $5::float8 * interval '1 millisecond'
         FROM due WHERE w.id = due.id RETURNING w.*)
     SELECT t.seq, t.id, t.event, t.document, t.subject, t.at, t.attempts, d.bucket, d.key, v.title,
            CASE WHEN d.problem->>'code' = t.subject THEN d.problem->>'reason' END AS reason
       FROM taken t LEFT JOIN document d ON d.id = t.document AND ${READABLE}
       LEFT JOIN version v ON v.document = d.id AND v.version = t.subject
      ORDER BY t.seq`,
    [...readerParameters(reader), name, limit, leaseMilliseconds],
  );
  return rows.map(({ seq: _, bucket, key, title, reason, ...delivery }) => ({
    ...delivery,
    about: bucket === null || key === null ? undefined : { bucket, key, title, reason },
  }));
}

const RECORD_STATE = "coalesce(outcome, 'waiting')";

async function list(
  session: SqlSession,
  endpoint: string,
  { state, before, limit }: Parameters<WebhookQueue["list"]>[1],
): ReturnType<WebhookQueue["list"]> {
  const rows = await session.query<Omit<WebhookRecord, "at" | "dueAt"> & { at: Date; dueAt: Date | null }>(
    `SELECT id, event, document, subject, at, attempts, ${RECORD_STATE} AS state, status, trouble, due_at AS "dueAt"
       FROM webhook_delivery
      WHERE endpoint = $1 AND ($2::text IS NULL OR ${RECORD_STATE} = $2)
        AND ($3::uuid IS NULL OR seq < (SELECT seq FROM webhook_delivery WHERE id = $3))
      ORDER BY seq DESC LIMIT $4`,
    [endpoint, state ?? null, before ?? null, limit + 1],
  );
  const deliveries = rows
    .slice(0, limit)
    .map(({ at, dueAt, ...row }) => ({ ...row, at: at.toISOString(), dueAt: dueAt?.toISOString() ?? null }));
  return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}

/** Forgets what was settled long ago, and of each endpoint what is too much. */
export async function trimDeliveries(session: SqlSession): Promise<void> {
  await session.query(
    `DELETE FROM webhook_delivery w USING (
       SELECT id, settled_at, row_number() OVER (PARTITION BY endpoint ORDER BY seq DESC) AS place
         FROM webhook_delivery WHERE due_at IS NULL) settled
      WHERE w.id = settled.id AND (settled.place > ${MOST_KEPT} OR settled.settled_at < clock_timestamp() - ${KEPT})`,
  );
}
