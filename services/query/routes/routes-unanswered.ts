import { Hono } from "hono";
import { z } from "zod";
import { readBody, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { limitSchema, listOf, momentSchema } from "../forms/fields.ts";
import { keptLog } from "../kept/asker.ts";
import type { QueryParts } from "../parts.ts";

export const unansweredQuery = z.strictObject({
  before: momentSchema.optional(),
  limit: limitSchema.default(50),
});
export const settleBody = z.strictObject({
  same: listOf(z.string().regex(/^[0-9a-f]{32}$/, "must be a question's identifier"), 100),
});

/** What was asked in vain, for those who can mend the documents: not whom, and nothing of what they may not read. */
export function unansweredRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/unanswered", async (context) => {
      const reader = readerOf(context, "operate");
      const page = readQuery(context, unansweredQuery);
      if (parts.kept === undefined) return context.json({ keptDays: 0, questions: [], next: null });
      return context.json({
        keptDays: parts.kept.days,
        ...(await parts.kept.log.unanswered(reader, { before: page.before, limit: page.limit })),
      });
    })
    .post("/api/unanswered/settle", async (context) => {
      const reader = readerOf(context, "operate");
      const { same } = await readBody(context, settleBody);
      await keptLog(parts).settle(reader, same);
      return context.body(null, 204);
    });
}
