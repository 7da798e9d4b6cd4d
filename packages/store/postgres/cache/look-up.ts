import { createHash } from "node:crypto";
import type { Answer, AnswerEnd, AnswerKey, CachedAnswer, Reader } from "@footnote/contracts";
import { readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { allLive, arrivedSince, fingerprintOf, inTime, MOST_ARRIVED, OWN_LISTS } from "./conditions.ts";

/** What is kept under a key or an id for whoever sees the lists that this reader sees, and whether it holds. */
export interface LookedUp {
  /** The snapshot of the statement. */
  readonly moment: string;
  readonly answer: CachedAnswer | undefined;
  /** Why it does not hold; undefined where it does, but for what arrived. */
  readonly ended: AnswerEnd | undefined;
  /** How many documents went live since that is known of none. */
  readonly arrived: number;
}

interface Row {
  readonly moment: string;
  readonly id: bigint | null;
  readonly question: string;
  readonly answer: Answer;
  readonly kept_at: Date;
  readonly milliseconds: number;
  readonly tokens_read: number;
  readonly tokens_written: number;
  readonly in_time: boolean;
  readonly rests_on_live: boolean;
  readonly told: boolean;
  readonly arrived: number;
}

export function keyOf({ recipe, question }: AnswerKey): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([recipe, question]))
    .digest("hex");
  return hash.slice(0, 32);
}

/**
 * One statement, which sees one moment. It asks who is reading anew, so that nothing is given on the strength of what was
 * known when the request began. `by` is a key or an id.
 */
export async function lookUp(
  session: SqlSession,
  now: Date,
  reader: Reader,
  by: { readonly key: string } | { readonly id: string },
): Promise<LookedUp> {
  const [column, value, type] = "key" in by ? ["key", by.key, "uuid"] : ["id", by.id, "bigint"];
  const [row] = await session.query<Row>(
    `WITH ${OWN_LISTS}
     SELECT pg_current_snapshot()::text AS moment, e.id, e.question, e.answer, e.kept_at, e.milliseconds, e.tokens_read, e.tokens_written,
            ${inTime("e", "$4")} AS in_time,
            ${allLive("e.documents", "e.versions", "own.lists")} AS rests_on_live,
            -- What went live since is all known, and this is the database that the snapshot was taken in.
            pg_snapshot_xmin(e.seen) > (SELECT transaction_id FROM recent_version_horizon)
              AND pg_snapshot_xmax(e.seen) <= pg_snapshot_xmax(pg_current_snapshot()) AS told,
            (SELECT count(*) FROM ${arrivedSince("e.seen", "own.lists")} arrived)::int AS arrived
       FROM own LEFT JOIN cached_answer e
         ON e.tenant = $1 AND e.fingerprint = ${fingerprintOf("own.lists")} AND e.${column} = $3::${type}`,
    [...readerParameters(reader), value, now],
    "once",
  );
  if (row === undefined) throw new Error("A statement that always gives a row gave none.");
  if (row.id === null) return { moment: row.moment, answer: undefined, ended: undefined, arrived: 0 };
  return { moment: row.moment, answer: answerOf(row), ended: endOf(row), arrived: row.arrived };
}

function endOf({ in_time, rests_on_live, told, arrived }: Row): AnswerEnd | undefined {
  if (!in_time) return "expired";
  if (!rests_on_live) return "changed";
  return told && arrived <= MOST_ARRIVED ? undefined : "arrived";
}

function answerOf({
  id,
  question,
  answer,
  kept_at,
  milliseconds,
  tokens_read,
  tokens_written,
}: Row): CachedAnswer {
  return {
    id: String(id),
    question,
    answer,
    keptAt: kept_at,
    cost: { milliseconds, tokens: { read: tokens_read, written: tokens_written } },
  };
}
