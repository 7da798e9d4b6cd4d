import { type Asker, type Feedback, FootnoteError, WRONG_ANSWER_REASONS } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { noSuch } from "./no-such.ts";

/** More in an hour than anybody reads. */
const MOST_JUDGED_AN_HOUR = 100;
const HOUR_MILLISECONDS = 60 * 60_000;

/** Of what is reported: more does not move a threshold. */
const MOST_REPORTS = 1_000;
/** Of one asker: what one person says does not switch off what all others use. */
const MOST_REPORTS_OF_ONE = 10;

/** See `QuestionLog.wrongHits`. */
export async function wrongHits(session: SqlSession, tenant: string): Promise<number[]> {
  const rows = await session.query<{ cosine: number }>(
    `SELECT cosine FROM (
       SELECT cosine, judged_at, row_number() OVER (PARTITION BY subject ORDER BY judged_at DESC) AS nth FROM (
         SELECT DISTINCT ON (subject, given) subject, given_cosine AS cosine, judged_at FROM question
          WHERE tenant = $1 AND given_cosine IS NOT NULL AND helpful = false AND reason = ANY($2)
          ORDER BY subject, given, judged_at DESC) AS each_once) AS numbered
      WHERE nth <= ${MOST_REPORTS_OF_ONE} ORDER BY judged_at DESC LIMIT ${MOST_REPORTS}`,
    [tenant, WRONG_ANSWER_REASONS],
  );
  return rows.map(({ cosine }) => cosine);
}

/** Says what the asker thinks of an answer of theirs, in place of what they said before; null takes it back. */
export async function judge(
  session: SqlSession,
  now: Date,
  { tenant, subject }: Asker,
  question: string,
  feedback: Feedback | null,
): Promise<string | undefined> {
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
  const [judged] = await session.query<{ given: string | null }>(
    `UPDATE question SET helpful = $4, reason = $5, comment = $6, judged_at = $7, settled_at = NULL
      WHERE id = $1 AND tenant = $2 AND subject = $3 RETURNING given`,
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
  if (judged === undefined) throw noSuch("answer");
  return judged.given ?? undefined;
}
