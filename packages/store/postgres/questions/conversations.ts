import type { Asker, Conversation, KeptQuestion } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { KEPT_COLUMNS, type KeptRow, keptQuestion } from "./kept-question.ts";
import { noSuch } from "./no-such.ts";

/** The last ones of a conversation: what came before them is too far back to be read on. */
const MOST_SHOWN = 50;

/** By when something was asked last, newest first; those of which a question holds these words, in any case. */
export async function conversations(
  session: SqlSession,
  { tenant, subject }: Asker,
  page: { readonly holding: string; readonly before: string | undefined; readonly limit: number },
): Promise<{ conversations: Conversation[]; next: string | null }> {
  const rows = await session.query<Omit<Conversation, "at"> & { at: Date }>(
    `SELECT conversation, (array_agg(question ORDER BY asked_at, id))[1] AS question, count(*)::int AS questions,
            max(asked_at) AS at,
            ${isShared("q.conversation")} AS "isShared"
       FROM question q WHERE tenant = $1 AND subject = $2
      GROUP BY conversation
     HAVING ($3 = '' OR bool_or(strpos(lower(question), lower($3)) > 0))
        AND ($4::timestamptz IS NULL OR max(asked_at) < $4)
      ORDER BY at DESC LIMIT $5`,
    [tenant, subject, page.holding, page.before ?? null, page.limit + 1],
  );
  const listed = rows.slice(0, page.limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  return { conversations: listed, next: rows.length > page.limit ? (listed.at(-1)?.at ?? null) : null };
}

/** SQL for whether the asker in `$1` and `$2` shares it. */
function isShared(conversation: string): string {
  return `EXISTS (SELECT 1 FROM question_share s WHERE s.tenant = $1 AND s.subject = $2 AND s.conversation = ${conversation})`;
}

/** The last questions of a conversation, oldest first; none that were asked after `until`. */
async function questionsOf(
  session: SqlSession,
  { tenant, subject }: Asker,
  conversation: string,
  until: Date | null,
): Promise<KeptQuestion[]> {
  const rows = await session.query<KeptRow>(
    `SELECT ${KEPT_COLUMNS}
       FROM question WHERE conversation = $3 AND tenant = $1 AND subject = $2
        AND ($4::timestamptz IS NULL OR asked_at <= $4)
      ORDER BY asked_at DESC, id DESC LIMIT ${MOST_SHOWN}`,
    [tenant, subject, conversation, until],
  );
  return rows.reverse().map(keptQuestion);
}

export async function conversation(
  session: SqlSession,
  asker: Asker,
  asked: string,
): Promise<{ isShared: boolean; questions: KeptQuestion[] }> {
  const questions = await questionsOf(session, asker, asked, null);
  if (questions.length === 0) throw noSuch("conversation");
  const [row] = await session.query<{ isShared: boolean }>(`SELECT ${isShared("$3::uuid")} AS "isShared"`, [
    asker.tenant,
    asker.subject,
    asked,
  ]);
  return { isShared: row?.isShared ?? false, questions };
}

export async function forget(
  client: SqlClient,
  { tenant, subject }: Asker,
  which: string | "all",
): Promise<void> {
  const asked = [tenant, subject, which === "all" ? null : which];
  await client.transaction(async (session) => {
    for (const table of ["question_share", "question"])
      await session.query(
        `DELETE FROM ${table} WHERE tenant = $1 AND subject = $2 AND ($3::uuid IS NULL OR conversation = $3)`,
        asked,
      );
  });
}

/** What was shared before keeps its token, and shows what is there by now. */
export async function share(
  client: SqlClient,
  now: Date,
  asker: Asker,
  asked: string,
  newToken: string,
): Promise<string> {
  await conversation(client, asker, asked);
  const [row] = await client.query<{ token: string }>(
    `INSERT INTO question_share (token, tenant, subject, conversation, shared_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant, subject, conversation) DO UPDATE SET shared_at = excluded.shared_at RETURNING token`,
    [newToken, asker.tenant, asker.subject, asked, now],
  );
  return row?.token ?? newToken;
}

export async function unshare(session: SqlSession, { tenant, subject }: Asker, asked: string): Promise<void> {
  await session.query("DELETE FROM question_share WHERE tenant = $1 AND subject = $2 AND conversation = $3", [
    tenant,
    subject,
    asked,
  ]);
}

export async function shared(session: SqlSession, tenant: string, token: string): Promise<KeptQuestion[]> {
  const [row] = await session.query<{ subject: string; conversation: string; shared_at: Date }>(
    "SELECT subject, conversation, shared_at FROM question_share WHERE token = $2 AND tenant = $1",
    [tenant, token],
  );
  if (row === undefined) throw noSuch("shared conversation");
  const { subject, conversation: asked, shared_at } = row;
  const questions = await questionsOf(session, { tenant, subject }, asked, shared_at);
  if (questions.length === 0) throw noSuch("shared conversation");
  return questions;
}
