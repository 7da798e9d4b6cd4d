import { type Asker, type Feedback, FootnoteError } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { noSuch } from "./no-such.ts";

/** More in an hour than anybody reads. */
const MOST_JUDGED_AN_HOUR = 100;
const HOUR_MILLISECONDS = 60 * 60_000;

/** Says what the asker thinks of an answer of theirs, in place of what they said before; null takes it back. */
export async function judge(
  session: SqlSession,
  now: Date,
  { tenant, subject }: Asker,
  question: string,
  feedback: Feedback | null,
): Promise<void> {
  const hourAgo = new Date(now.getTime() - HOUR_MILLISECONDS);
  const [row] = await session.query<{ judged: number }>(
    `SELECT count(*)::int AS judged FROM question
      WHERE tenant = $1 AND subject = $2 AND judged_at > $3 AND judged_at <= $4 AND id <> $5`,
    [tenant, subject, hourAgo, now, question],
  );
  if (feedback !== null && (row?.judged ?? 0) >= MOST_JUDGED_AN_HOUR) {
    throw new FootnoteError("overloaded", "You have judged very many answers within an hour.", {
      action: "Go on later.",
    });
  }
  const judged = await session.query(
    `UPDATE question SET helpful = $4, reason = $5, comment = $6, judged_at = $7, settled_at = NULL
      WHERE id = $1 AND tenant = $2 AND subject = $3 RETURNING 1`,
    [
      question,
      tenant,
      subject,
      feedback?.helpful ?? null,
      feedback?.reason ?? null,
      feedback?.comment ?? null,
      feedback === null ? null : now,
    ],
  );
  if (judged.length === 0) throw noSuch("answer");
}
