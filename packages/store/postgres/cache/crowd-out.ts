import type { SqlSession } from "../connection/sql-client.ts";

export interface CacheBounds {
  readonly entries: number;
  /** Of answers and vectors as they are written, before the database compresses them. */
  readonly bytes: number;
}

/** So much is left after the cache was full, so that it is not full again with the next answer. */
const LEFT = 0.95;

/** An answer used an hour ago is worth half of one that is used now. */
const HALF_WORTH_SECONDS = 3_600;
const WORTH = `(milliseconds * (1 + uses)) / (1 + greatest(0, extract(epoch FROM $1::timestamptz - used_at)) / ${HALF_WORTH_SECONDS})`;

/** Where there is more than there may be, what is worth least goes: what making it again costs, times how lately it was used. */
export async function crowdOut(
  session: SqlSession,
  now: Date,
  bounds: CacheBounds,
): Promise<ReadonlyMap<string, number>> {
  const [held] = await session.query<{ entries: number; bytes: number }>(
    "SELECT count(*)::int AS entries, coalesce(sum(bytes), 0)::double precision AS bytes FROM cached_answer",
  );
  if (held === undefined || (held.entries <= bounds.entries && held.bytes <= bounds.bytes)) return new Map();
  const rows = await session.query<{ tenant: string }>(
    `DELETE FROM cached_answer WHERE id IN (
       SELECT id FROM (SELECT id, row_number() OVER worth AS place, sum(bytes) OVER worth AS total FROM cached_answer
          WINDOW worth AS (ORDER BY ${WORTH} DESC, id DESC ROWS UNBOUNDED PRECEDING)) ranked
        WHERE place > $2 OR total > $3) RETURNING tenant`,
    [now, Math.floor(LEFT * bounds.entries), Math.floor(LEFT * bounds.bytes)],
  );
  return countBy(rows);
}

/** By tenant. */
export function countBy(rows: readonly { readonly tenant: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { tenant } of rows) counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
  return counts;
}
