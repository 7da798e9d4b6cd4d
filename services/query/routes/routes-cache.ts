import { Hono } from "hono";
import { z } from "zod";
import { readBody } from "../bounds/read-body.ts";
import type { Stopping } from "../bounds/stopping.ts";
import { type Identified, readerOf } from "../caller.ts";
import { listOf, questionSchema } from "../forms/fields.ts";
import type { QueryParts } from "../parts.ts";

const nothing = z.strictObject({});
export const explainBody = z.strictObject({ question: questionSchema });
const share = (from: number, to: number) => {
  const message = `must be a number from ${from} to ${to}`;
  return z.number(message).min(from, message).max(to, message);
};
const MOST_QUESTIONS = 5_000;
const MOST_BODY_BYTES = 2 * 1024 ** 2;
export const calibrateBody = z.strictObject({
  questions: listOf(questionSchema, MOST_QUESTIONS).optional(),
  wrongRate: share(0.001, 0.2).default(0.01),
  confidence: share(0.5, 0.999).default(0.95),
});

/**
 * How often answers are given again, what that saves and why they end; what would be done with a question; forgetting, and finding
 * out when near questions may be taken for the same. Nothing here holds a word of a question that somebody else asked.
 */
export function cacheRoutes(parts: QueryParts, stopping: Stopping): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/cache", async (context) => {
      const { tenant } = readerOf(context, "operate");
      return context.json(await parts.answered.status(tenant));
    })
    .post("/api/cache/explain", async (context) => {
      const { question } = await readBody(context, explainBody);
      const reader = readerOf(context, "operate");
      return context.json(await parts.answered.explain(reader, question, context.req.raw.signal));
    })
    .post("/api/cache/clear", async (context) => {
      await readBody(context, nothing);
      const { tenant } = readerOf(context, "operate");
      return context.json({ cleared: await parts.answered.clear(tenant) });
    })
    .post("/api/cache/calibrate", async (context) => {
      const { questions, ...aims } = await readBody(context, calibrateBody, MOST_BODY_BYTES);
      const reader = readerOf(context, "operate");
      const { subject } = context.get("caller");
      const leave = stopping.enter();
      try {
        const signal = AbortSignal.any([context.req.raw.signal, stopping.ending]);
        return context.json(await parts.answered.calibrate(reader, subject, questions, aims, signal));
      } finally {
        leave();
      }
    });
}
