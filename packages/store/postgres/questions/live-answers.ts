import type { LiveAnswer, Reader } from "@footnote/contracts";
import { readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { KEPT_COLUMNS, type KeptRow, keptQuestion } from "./kept-question.ts";
import { mayKnow } from "./may-know.ts";

interface LiveRow extends KeptRow {
  readonly milliseconds: number | null;
  readonly isReviewed: boolean;
}

/** A sample of what was asked in the period: see `QuestionLog.liveAnswers`. */
export async function liveAnswers(
  session: SqlSession,
  reader: Reader,
  period: { readonly from: Date; readonly until: Date; readonly limit: number },
): Promise<LiveAnswer[]> {
  const rows = await session.query<LiveRow>(
    `SELECT ${KEPT_COLUMNS}, milliseconds, reviewed_at IS NOT NULL AS "isReviewed"
       FROM question q WHERE q.tenant = $1 AND q.asked_at > $3 AND q.asked_at <= $4 AND ${mayKnow("q")}
      ORDER BY q.id LIMIT $5`,
    [...readerParameters(reader), period.from, period.until, period.limit],
  );
  return rows.map((row) => ({
    ...keptQuestion(row),
    milliseconds: row.milliseconds,
    isReviewed: row.isReviewed,
  }));
}

/** Of these, what the reader may know of is reviewed. */
export async function review(
  session: SqlSession,
  now: Date,
  reader: Reader,
  questions: readonly string[],
): Promise<void> {
  await session.query(
    `UPDATE question SET reviewed_at = $4 WHERE id IN (
       SELECT q.id FROM question q WHERE q.tenant = $1 AND q.id = ANY($3::uuid[]) AND ${mayKnow("q")})`,
    [...readerParameters(reader), questions, now],
  );
}
