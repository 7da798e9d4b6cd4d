import type { Feedback, Place, Reader, UnansweredQuestion } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { shownTitle } from "../reading/shown.ts";
import { mayKnow } from "./may-know.ts";

/** So many are looked through for groups: whoever has more sees to the newest first. */
const MOST_LOOKED_THROUGH = 5_000;
const MOST_FEEDBACK = 5;

/** Whether it was asked in vain: it got no answer and none has come since, or one of which its asker thinks little. */
const IN_VAIN = `(NOT q.helpful OR (q.helpful IS NULL AND q.within IS NULL AND q.status IN ('closest', 'not_found') AND NOT EXISTS (
    SELECT 1 FROM question later WHERE later.tenant = q.tenant AND later.same = q.same AND later.asked_at > q.asked_at
       AND later.status NOT IN ('closest', 'not_found') AND later.helpful IS DISTINCT FROM false AND ${mayKnow("later")})))`;

const OPEN = `q.tenant = $1 AND (q.status IN ('closest', 'not_found') OR NOT q.helpful) AND q.settled_at IS NULL
    AND ${mayKnow("q")} AND ${IN_VAIN}`;

interface GroupRow {
  readonly same: string;
  readonly question: string;
  readonly times: number;
  readonly people: number;
  readonly at: Date;
  readonly closest_passages: number;
  readonly nothing: number;
  readonly unhelpful: number;
  readonly feedback: readonly (Feedback & { readonly at: string })[] | null;
  readonly closest: readonly (Place & { readonly title: string | null })[] | null;
}

/** Newest first. See `QuestionLog.unanswered`. */
export async function unanswered(
  session: SqlSession,
  reader: Reader,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<{ questions: UnansweredQuestion[]; next: string | null }> {
  const rows = await session.query<GroupRow>(
    `WITH open AS MATERIALIZED (
       SELECT q.* FROM question q WHERE ${OPEN} ORDER BY q.asked_at DESC LIMIT ${MOST_LOOKED_THROUGH}),
     grouped AS (
       SELECT same, (array_agg(question ORDER BY asked_at DESC, id))[1] AS question, count(*)::int AS times,
              count(DISTINCT subject)::int AS people, max(asked_at) AS at,
              (array_agg(id ORDER BY asked_at DESC, id))[1] AS newest,
              count(*) FILTER (WHERE helpful IS NULL AND status = 'closest')::int AS closest_passages,
              count(*) FILTER (WHERE helpful IS NULL AND status = 'not_found')::int AS nothing,
              count(*) FILTER (WHERE NOT helpful)::int AS unhelpful
         FROM open GROUP BY same
       HAVING $3::timestamptz IS NULL OR max(asked_at) < $3
        ORDER BY at DESC LIMIT $4)
     SELECT g.*,
            (SELECT jsonb_agg(said.feedback ORDER BY said.judged_at DESC) FROM (
               SELECT o.judged_at, jsonb_build_object('helpful', false, 'reason', o.reason, 'comment', o.comment, 'at', o.judged_at) AS feedback
                 FROM open o WHERE o.same = g.same AND NOT o.helpful ORDER BY o.judged_at DESC LIMIT ${MOST_FEEDBACK}) said) AS feedback,
            (SELECT jsonb_agg(jsonb_build_object('document', d.id, 'bucket', d.bucket, 'key', d.key, 'title', v.title)
                              ORDER BY array_position(o.closest, d.id))
               FROM open o JOIN document d ON d.id = ANY(o.closest) AND ${READABLE}
               JOIN version v ON v.document = d.id AND v.version = d.live_version
              WHERE o.id = g.newest) AS closest
       FROM grouped g ORDER BY g.at DESC`,
    [...readerParameters(reader), page.before ?? null, page.limit + 1],
  );
  const questions = rows.slice(0, page.limit).map((row): UnansweredQuestion => {
    const { same, question, times, people, at, nothing, unhelpful, feedback, closest } = row;
    return {
      same,
      question,
      times,
      people,
      at: at.toISOString(),
      outcomes: { closest: row.closest_passages, nothing, unhelpful },
      feedback: (feedback ?? []).map((said) => ({ ...said, at: new Date(said.at).toISOString() })),
      closest: (closest ?? []).map((place) => ({ ...place, title: shownTitle(place.title) ?? place.key })),
    };
  });
  return { questions, next: rows.length > page.limit ? (questions.at(-1)?.at ?? null) : null };
}

/** What of these groups the reader is shown is seen to. */
export async function settle(
  session: SqlSession,
  now: Date,
  reader: Reader,
  same: readonly string[],
): Promise<void> {
  await session.query(
    `UPDATE question SET settled_at = $4 WHERE id IN (SELECT q.id FROM question q WHERE ${OPEN} AND q.same = ANY($3::text[]))`,
    [...readerParameters(reader), same, now],
  );
}
