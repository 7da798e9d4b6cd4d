import { createHash, randomUUID } from "node:crypto";
import type { IdempotentRequests, RequestKey } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";

const KEPT = "interval '1 day'";
/** Some 400 bytes each. */
const MOST_KEPT = 100_000;

export function idempotentRequests(session: SqlSession): IdempotentRequests {
  return {
    async begin(key, holdMilliseconds) {
      const holder = randomUUID();
      const begun = await session.query(
        `INSERT INTO idempotent_request AS r (tenant, subject, key, held_until, holder)
         VALUES ($1, $2, $3, clock_timestamp() + $4::float8 * interval '1 millisecond', $5)
         ON CONFLICT (tenant, subject, key) DO UPDATE
           SET begun_at = clock_timestamp(), held_until = excluded.held_until, holder = excluded.holder,
               request = NULL, answer = NULL
         WHERE (r.request IS NULL AND r.held_until < clock_timestamp()) OR r.begun_at < clock_timestamp() - ${KEPT}
         RETURNING 1`,
        [...parametersOf(key), holdMilliseconds, holder],
      );
      if (begun.length > 0) return { state: "begun", holder };
      const [row] = await session.query<{ request: string | null; answer: unknown }>(
        `SELECT request, answer FROM idempotent_request WHERE ${IS_IT}`,
        parametersOf(key),
      );
      // It may have been left since; then the sender's next try begins.
      if (row === undefined || row.request === null) return { state: "under-way" };
      return { state: "answered", request: row.request, answer: row.answer };
    },
    async settle(key, holder, request, answer) {
      await session.query(
        `UPDATE idempotent_request SET request = $5, answer = $6::jsonb WHERE ${IS_IT} AND holder = $4`,
        [...parametersOf(key), holder, request, JSON.stringify(answer)],
      );
    },
    async leave(key, holder) {
      await session.query(
        `DELETE FROM idempotent_request WHERE ${IS_IT} AND holder = $4 AND request IS NULL`,
        [...parametersOf(key), holder],
      );
    },
  };
}

const IS_IT = "tenant = $1 AND subject = $2 AND key = $3";

function parametersOf({ tenant, subject, key }: RequestKey): [string, string, string] {
  return [tenant, subject, createHash("sha256").update(key).digest("hex")];
}

/** Forgets those that are over, and the oldest of too many. */
export async function trimRequests(session: SqlSession): Promise<void> {
  await session.query(
    `DELETE FROM idempotent_request WHERE begun_at < greatest(clock_timestamp() - ${KEPT},
       (SELECT begun_at FROM idempotent_request ORDER BY begun_at DESC OFFSET ${MOST_KEPT} LIMIT 1))`,
  );
}
