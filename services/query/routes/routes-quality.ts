import { Hono } from "hono";
import { z } from "zod";
import { readBody, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { listOf } from "../forms/fields.ts";
import { keptLog } from "../kept/asker.ts";
import type { QueryParts } from "../parts.ts";
import { liveQuality } from "../quality/live-quality.ts";

export const qualityQuery = z.strictObject({
  days: z.coerce.number("must be a number of days").int().min(1).max(90).default(7),
});
export const reviewedBody = z.strictObject({ questions: listOf(z.uuid("must be a question's id"), 100) });

/** How good answers are, for those who run this: what live ones are worth without a judge, and evaluations that were run. */
export function qualityRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/quality", async (context) => {
      const reader = readerOf(context, "operate");
      const { days } = readQuery(context, qualityQuery);
      if (parts.kept === undefined) return context.json({ keptDays: 0, days, measures: [], review: [] });
      const { kept } = parts;
      return context.json({ keptDays: kept.days, ...(await liveQuality(parts, kept.log, reader, days)) });
    })
    .post("/api/quality/reviewed", async (context) => {
      const reader = readerOf(context, "operate");
      const { questions } = await readBody(context, reviewedBody);
      await keptLog(parts).review(reader, questions);
      return context.body(null, 204);
    })
    .get("/api/evaluations", async (context) => {
      readerOf(context, "operate");
      return context.json({ runs: await parts.evaluations() });
    });
}
