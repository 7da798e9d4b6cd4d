import { Hono } from "hono";
import { z } from "zod";
import { check, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { conversationSchema, limitSchema, momentSchema, STORABLE } from "../forms/fields.ts";
import { askerOf, keptLog } from "../kept/asker.ts";
import { readableQuestions } from "../kept/readable-questions.ts";
import type { QueryParts } from "../parts.ts";

const MOST_HOLDING_CHARACTERS = 200;
export const conversationsQuery = z.strictObject({
  holding: z
    .string()
    .trim()
    .max(MOST_HOLDING_CHARACTERS, `must have at most ${MOST_HOLDING_CHARACTERS} characters`)
    .refine(...STORABLE)
    .default(""),
  before: momentSchema.optional(),
  limit: limitSchema.default(30),
});

const idOf = (id: string | undefined) => check(conversationSchema, id, "The conversation");

/** What the caller asked before, and what others share with those who may read the same. */
export function conversationRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/conversations", async (context) => {
      const asker = askerOf(context);
      const { holding, before, limit } = readQuery(context, conversationsQuery);
      if (parts.kept === undefined) return context.json({ keptDays: 0, conversations: [], next: null });
      const page = await parts.kept.log.conversations(asker, { holding, before, limit });
      return context.json({ keptDays: parts.kept.days, ...page });
    })
    .delete("/api/conversations", async (context) => {
      await keptLog(parts).forget(askerOf(context), "all");
      return context.body(null, 204);
    })
    .get("/api/conversations/:conversation", async (context) => {
      const id = idOf(context.req.param("conversation"));
      const { isShared, questions } = await keptLog(parts).conversation(askerOf(context), id);
      const shown = await readableQuestions(parts, readerOf(context), questions);
      // Their own words are theirs, whatever became of the answer.
      const own = shown.map((each, at) =>
        each.shown ? each : { ...each, question: questions[at]?.question, asOf: questions[at]?.asOf },
      );
      return context.json({ conversation: id, isShared, questions: own });
    })
    .delete("/api/conversations/:conversation", async (context) => {
      await keptLog(parts).forget(askerOf(context), idOf(context.req.param("conversation")));
      return context.body(null, 204);
    })
    .put("/api/conversations/:conversation/share", async (context) => {
      const token = await keptLog(parts).share(askerOf(context), idOf(context.req.param("conversation")));
      return context.json({ path: `/shared/${token}` });
    })
    .delete("/api/conversations/:conversation/share", async (context) => {
      await keptLog(parts).unshare(askerOf(context), idOf(context.req.param("conversation")));
      return context.body(null, 204);
    })
    .get("/api/shared/:token", async (context) => {
      const token = check(
        z.uuid("must be what a shared link ends with"),
        context.req.param("token"),
        "The link",
      );
      const reader = readerOf(context);
      const questions = await keptLog(parts).shared(reader.tenant, token);
      const shown = await readableQuestions(parts, reader, questions);
      // What its asker thinks of it is not for others.
      return context.json({
        isShared: true,
        questions: shown.map((each) => (each.shown ? { ...each, feedback: null } : each)),
      });
    });
}
