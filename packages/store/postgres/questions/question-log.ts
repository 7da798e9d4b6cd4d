import { randomUUID } from "node:crypto";
import type { QuestionLog } from "@footnote/contracts";
import type { SqlClient } from "../connection/sql-client.ts";
import type { StoreClock } from "../connection/store-clock.ts";
import { conversation, conversations, forget, share, shared, unshare } from "./conversations.ts";
import { judge, wrongHits } from "./judge.ts";
import { conversationOf, forgetOldQuestions, keepQuestion } from "./keep.ts";
import { liveAnswers, review } from "./live-answers.ts";
import { settle, unanswered } from "./unanswered.ts";

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** What was asked, in the same database as what it was answered from: it goes with that. */
export function questionLog(client: SqlClient, clock: StoreClock): QuestionLog {
  const { questions } = client;
  return {
    conversationOf: async (asker, asked) => conversationOf(questions, await clock.look(), asker, asked),
    keep: async (asker, question) => keepQuestion(client, await clock.look(), asker, question),
    judge: async (asker, question, feedback) =>
      judge(questions, await clock.look(), asker, question, feedback),
    wrongHits: (tenant) => wrongHits(questions, tenant),
    conversations: (asker, page) => conversations(questions, asker, page),
    conversation: (asker, asked) => conversation(questions, asker, asked),
    forget: (asker, which) => forget(client, asker, which),
    share: async (asker, asked) => share(client, await clock.look(), asker, asked, randomUUID()),
    unshare: (asker, asked) => unshare(questions, asker, asked),
    shared: (tenant, token) => shared(questions, tenant, token),
    unanswered: (reader, page) => unanswered(questions, reader, page),
    liveAnswers: async (reader, { from, until, limit }) => {
      const now = (await clock.look()).getTime();
      const before = (days: number) => new Date(now - days * DAY_MILLISECONDS);
      return liveAnswers(questions, reader, { from: before(from), until: before(until), limit });
    },
    review: async (reader, asked) => review(questions, await clock.look(), reader, asked),
    trim: async (keepMilliseconds) => {
      const now = await clock.look();
      await forgetOldQuestions(client, new Date(now.getTime() - keepMilliseconds));
    },
    settle: async (reader, same) => settle(questions, await clock.look(), reader, same),
  };
}
