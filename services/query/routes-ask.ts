import type { AnswerPassage } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import type { Admission } from "./admission.ts";
import { answerQuestion } from "./answer.ts";
import { asOfSchema, limitSchema, questionSchema } from "./fields.ts";
import type { QueryParts } from "./parts.ts";
import { readBody } from "./read-body.ts";
import { searchPassages } from "./search.ts";
import { streamEvents } from "./server-sent-events.ts";

const searchBody = z.strictObject({
  query: questionSchema,
  limit: limitSchema.default(10),
  explain: z.boolean().default(false),
  asOf: asOfSchema,
});
const answerBody = z.strictObject({ question: questionSchema, asOf: asOfSchema });

/** Searching and asking in Footnote's own form, which is also the form of the commands' JSON. */
export function askRoutes(parts: QueryParts, admission: Admission): Hono {
  return new Hono()
    .post("/api/search", async (context) => {
      const { query, limit, explain, asOf } = await readBody(context, searchBody);
      const { signal, leave } = await admission.enter(context.req.raw.signal);
      try {
        const passages = await searchPassages(parts, query, limit, asOf, signal);
        return context.json({ results: passages.map((passage) => resultOf(passage, explain)) });
      } finally {
        leave();
      }
    })
    .post("/api/answer", async (context) => {
      const { question, asOf } = await readBody(context, answerBody);
      return streamEvents(
        context,
        parts,
        admission,
        async function* (signal) {
          for await (const event of answerQuestion(parts, question, asOf, signal)) {
            const data = event.kind === "sentence" ? event.sentence : event.answer;
            yield { event: event.kind, data: JSON.stringify(data) };
          }
        },
        (problem) => ({ event: "problem", data: JSON.stringify(problem) }),
      );
    });
}

/** A passage as it is listed: the section, and in it the chunk that was found. */
function resultOf({ candidate, parentText }: AnswerPassage, explain: boolean) {
  const {
    document,
    version,
    bucket,
    key,
    title,
    headingPath,
    page,
    parent,
    start,
    end,
    text,
    score,
    places,
  } = candidate;
  return {
    document,
    version,
    bucket,
    key,
    title,
    headingPath,
    page,
    start: parent.start,
    end: parent.end,
    text: parentText,
    match: { start, end, text },
    places,
    score,
    ...(explain ? { explain: candidate.explain } : {}),
  };
}
