import { type Change, type ChangeLog, type DocumentChange, FootnoteError } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";

/** The record of changes, which the triggers of sql/0014_change.sql write. */
export function changeLog(session: SqlSession): ChangeLog {
  return {
    read: (after, limit) => read(session, after, limit),
    async position(consumer) {
      const [row] = await session.query<PositionRow>(
        `SELECT ${POSITION} FROM change_consumer WHERE name = $1`,
        [consumer],
      );
      return row?.position;
    },
    async begin(consumer) {
      const [row] = await session.query<PositionRow>(
        // Whatever is not committed yet has this number or a higher one.
        `INSERT INTO change_consumer (name, transaction_id, seq) VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
         ON CONFLICT (name) DO UPDATE SET transaction_id = excluded.transaction_id, seq = 0 RETURNING ${POSITION}`,
        [consumer],
      );
      return row?.position ?? "";
    },
    async advance(consumer, position) {
      await session.query(
        `UPDATE change_consumer SET transaction_id = $2::text::xid8, seq = $3
          WHERE name = $1 AND (transaction_id, seq) < ($2::text::xid8, $3)`,
        [consumer, ...partsOf(position)],
      );
    },
    async leave(consumer) {
      await session.query("DELETE FROM change_consumer WHERE name = $1", [consumer]);
    },
  };
}

interface PositionRow {
  readonly position: string;
}
const POSITION = "transaction_id::text || '.' || seq AS position";

async function read(session: SqlSession, after: string | undefined, limit: number): Promise<Change[]> {
  const rows = await session.query<ChangeRow>(
    `SELECT ${POSITION}, tenant, document, kind, before, after, list, principals, at FROM change
      WHERE (transaction_id, seq) > ($1::text::xid8, $2) AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY transaction_id, seq LIMIT $3`,
    [...partsOf(after ?? "0.0"), limit],
  );
  return rows.map(({ position, tenant, at, list, principals, ...change }): Change => {
    const recorded = { position, tenant, at, list: String(list) };
    return change.kind === "list"
      ? { ...recorded, kind: change.kind, principals: principals ?? [] }
      : { ...recorded, ...change };
  });
}

type ChangeRow = { list: bigint; principals: string[] | null } & PositionRow &
  Pick<Change, "tenant" | "at"> &
  (Omit<DocumentChange, "list"> | { kind: "list" });

function partsOf(position: string): [transaction: string, seq: bigint] {
  const [, transaction, seq] = /^(\d{1,20})\.(\d{1,19})$/.exec(position) ?? [];
  if (transaction === undefined || seq === undefined) {
    throw new FootnoteError("request_invalid", `${JSON.stringify(position)} is no position of a change.`, {
      action: "Give one that a change had, or none to begin with the oldest.",
    });
  }
  return [transaction, BigInt(seq)];
}

/**
 * Drops what all consumers have passed, and what lies further back than so many changes whoever needs it: a consumer that is
 * left behind there begins anew.
 */
export async function trimChanges(session: SqlSession, most: number): Promise<void> {
  await session.query(
    `WITH oldest AS MATERIALIZED (
       SELECT transaction_id, seq FROM change ORDER BY transaction_id DESC, seq DESC OFFSET $1 LIMIT 1),
     dropped AS (DELETE FROM change c USING oldest o WHERE (c.transaction_id, c.seq) <= (o.transaction_id, o.seq))
     DELETE FROM change_consumer c USING oldest o WHERE (c.transaction_id, c.seq) < (o.transaction_id, o.seq)`,
    [most],
  );
  await session.query(
    `DELETE FROM change c USING (
       SELECT transaction_id, seq FROM change_consumer ORDER BY transaction_id, seq LIMIT 1) slowest
      WHERE (c.transaction_id, c.seq) <= (slowest.transaction_id, slowest.seq)`,
  );
}
