import { FEEDBACK_REASONS, WRONG_ANSWER_REASONS } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import { check, readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { STORABLE } from "../forms/fields.ts";
import { askerOf, keptLog } from "../kept/asker.ts";
import type { QueryParts } from "../parts.ts";

const MOST_COMMENT_CHARACTERS = 2_000;

export const feedbackBody = z
  .strictObject({
    helpful: z.boolean("must be true or false"),
    reason: z
      .enum(FEEDBACK_REASONS, `must be one of ${FEEDBACK_REASONS.join(", ")}`)
      .nullable()
      .default(null),
    comment: z
      .string("must be a text")
      .max(MOST_COMMENT_CHARACTERS, `must have at most ${MOST_COMMENT_CHARACTERS} characters`)
      .refine(...STORABLE)
      .transform((text) => text.trim())
      .default(""),
  })
  .refine(({ helpful, reason }) => !helpful || reason === null, {
    path: ["reason"],
    error: "says what is wrong, so that helpful must be false",
  });

const idOf = (id: string | undefined) => check(z.uuid("must be an answer's identifier"), id, "The answer");

/** What askers think of the answers that they got; of no other. */
export function feedbackRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .put("/api/answers/:answer/feedback", async (context) => {
      const answer = idOf(context.req.param("answer"));
      const feedback = await readBody(context, feedbackBody);
      const given = await keptLog(parts).judge(askerOf(context), answer, feedback);
      const isWrong = feedback.reason !== null && WRONG_ANSWER_REASONS.includes(feedback.reason);
      if (given !== undefined && isWrong) await parts.answered.wrong(readerOf(context), given);
      return context.body(null, 204);
    })
    .delete("/api/answers/:answer/feedback", async (context) => {
      await keptLog(parts).judge(askerOf(context), idOf(context.req.param("answer")), null);
      return context.body(null, 204);
    });
}
