import type { Answer, Area, Asker, KeptAnswer, NewQuestion } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";
import { CLOSEST } from "./limits.ts";
import { sameAs } from "./same.ts";

/** A page of answers is some 5,000; one that is longer can be asked for again. */
const LONGEST_ANSWER_CHARACTERS = 100_000;
/** Of one asker; the oldest go. */
const MOST_QUESTIONS = 2_000;
/** Of all, whatever the days: about 3 GB with their answers. */
const MOST_KEPT = 500_000;

/** Who asks the same again within a day asks once more, and not somebody new. See `QuestionLog.conversationOf`. */
export async function conversationOf(
  session: SqlSession,
  now: Date,
  { tenant, subject }: Asker,
  { question, after }: { readonly question: string; readonly after: string | undefined },
): Promise<string | undefined> {
  const [row] = await session.query<{ conversation: string | null }>(
    `SELECT coalesce(${lastAsked("$3")}, ${lastAsked("$4", "AND asked_at > $5::timestamptz - interval '1 day'")}) AS conversation`,
    [tenant, subject, after === undefined ? null : sameAs(after), sameAs(question), now],
    "once",
  );
  return row?.conversation ?? undefined;
}

/** SQL for the conversation in which the asker asked that last. */
function lastAsked(same: string, when = ""): string {
  return `(SELECT conversation FROM question WHERE tenant = $1 AND subject = $2 AND same = ${same} ${when}
            ORDER BY asked_at DESC LIMIT 1)`;
}

/**
 * Keeps the question with its answer, in one statement: each more costs whoever asks next. Without the answer, where a version
 * that it cites is not kept any more.
 */
export async function keepQuestion(
  client: SqlClient,
  now: Date,
  { tenant, subject }: Asker,
  { id, conversation, question, asOf, within, answer, milliseconds, given }: NewQuestion,
): Promise<void> {
  const { found } = answer.searched;
  const closest = [...new Set(found.map(({ document }) => document))].slice(0, CLOSEST);
  const rests = [...new Set([...closest, ...answer.citations.map(({ document }) => document)])];
  const text = JSON.stringify(keptAnswer(answer));
  const isKept = text.length <= LONGEST_ANSWER_CHARACTERS;
  const cited = new Map(
    (isKept ? answer.citations : []).map((source) => [`${source.document} ${source.version}`, source]),
  );
  const versions = [...cited.values()];
  await client.query(
    `WITH cited AS (
       SELECT v.document, v.version FROM unnest($17::uuid[], $18::text[]) AS c (document, version)
         JOIN version v ON v.document = c.document AND v.version = c.version),
     kept AS (
       INSERT INTO question (id, tenant, subject, conversation, asked_at, kept_at, question, same, as_of, status, answer,
                             found, closest, rests_on, within, given, given_cosine, milliseconds, lists)
       VALUES ($1, $2, $3, $4, $5, ${keptTime("$5")}, $6, $7, $8, $9,
               CASE WHEN (SELECT count(*) FROM cited) = cardinality($17::uuid[]) THEN $10::jsonb END,
               $11, $12, $13, $14, $15, $16, $19,
               ARRAY(SELECT DISTINCT access_list FROM document WHERE id = ANY($13::uuid[])))
       RETURNING id),
     sources AS (
       INSERT INTO question_source (question, document, version)
       SELECT kept.id, cited.document, cited.version FROM kept, cited ORDER BY 2, 3)
     -- A page that is loaded anew asks anew: in a conversation the same question stands once, unless it was judged or shared.
     DELETE FROM question q WHERE tenant = $2 AND subject = $3 AND conversation = $4 AND same = $7
        AND as_of IS NOT DISTINCT FROM $8::timestamptz AND helpful IS NULL
        AND NOT EXISTS (SELECT 1 FROM question_share s WHERE s.tenant = $2 AND s.subject = $3
                           AND s.conversation = q.conversation AND s.shared_at >= q.asked_at)`,
    [
      id,
      tenant,
      subject,
      conversation,
      now,
      question,
      sameAs(question),
      asOf ?? null,
      answer.status,
      isKept ? text : null,
      JSON.stringify(found),
      closest,
      rests,
      within?.map(nameOfArea) ?? null,
      given?.answer ?? null,
      given?.cosine ?? null,
      versions.map(({ document }) => document),
      versions.map(({ version }) => version),
      Math.round(milliseconds),
    ],
    "once",
  );
  // Of an id that begins so there is one in sixteen: a few more than that many are there meanwhile.
  if (id.startsWith("0"))
    await client.query(
      `DELETE FROM question WHERE id IN (
         SELECT id FROM question WHERE tenant = $1 AND subject = $2 ORDER BY asked_at DESC, id DESC OFFSET ${MOST_QUESTIONS})`,
      [tenant, subject],
    );
}

function nameOfArea({ bucket, path }: Area): string {
  return path === "" ? bucket : `${bucket}/${path}`;
}

function keptAnswer({
  text: _,
  citations: __,
  kept: ___,
  cached: ____,
  searched,
  ...answer
}: Answer): KeptAnswer {
  const { documents, passages } = searched;
  return { ...answer, searched: { documents, passages } };
}

/** Forgets what was kept for as long as questions are, and what is too much. */
export async function forgetOldQuestions(session: SqlSession, until: Date): Promise<void> {
  await session.query(`DELETE FROM question WHERE kept_at < ${keptTime("$1")}`, [until]);
  await session.query(
    `DELETE FROM question WHERE kept_at < (SELECT kept_at FROM question ORDER BY kept_at DESC OFFSET ${MOST_KEPT} LIMIT 1)`,
  );
  await session.query(
    "DELETE FROM question_share s WHERE NOT EXISTS (SELECT 1 FROM question q WHERE q.conversation = s.conversation)",
  );
}
