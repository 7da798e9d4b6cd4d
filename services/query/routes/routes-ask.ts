import type { AnswerPassage } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import type { Admission } from "../bounds/admission.ts";
import { readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { cacheUseOf } from "../forms/cache-use.ts";
import { explained } from "../forms/explained.ts";
import {
  asOfSchema,
  conversationSchema,
  earlierSchema,
  limitSchema,
  questionSchema,
} from "../forms/fields.ts";
import { streamEvents } from "../forms/server-sent-events.ts";
import { mustBeThere, withinSchema } from "../forms/within.ts";
import type { QueryParts } from "../parts.ts";
import type { AnswerEvent } from "../question-path.ts";

const searchBody = z.strictObject({
  query: questionSchema,
  limit: limitSchema.default(10),
  explain: z.boolean().default(false),
  asOf: asOfSchema,
  within: withinSchema,
});
const answerBody = z.strictObject({
  question: questionSchema,
  asOf: asOfSchema,
  earlier: earlierSchema,
  within: withinSchema,
  conversation: conversationSchema.optional(),
  cache: z.boolean("must be true or false").default(true),
});

/** Searching and asking in Footnote's own form, which is also the form of the commands' JSON. */
export function askRoutes(parts: QueryParts, admission: Admission): Hono<Identified> {
  return new Hono<Identified>()
    .post("/api/search", async (context) => {
      const { query, limit, explain, asOf, within } = await readBody(context, searchBody);
      const reader = readerOf(context);
      await mustBeThere(parts, reader, within);
      const { signal, leave } = await admission.enter(context.req.raw.signal);
      try {
        const { subject } = context.get("caller");
        const asked = { question: query, asOf, within, subject, earlier: [] };
        const passages = await parts.questions.search(reader, asked, limit, signal);
        return context.json({ results: passages.map((passage) => resultOf(passage, explain)) });
      } finally {
        leave();
      }
    })
    .post("/api/answer", async (context) => {
      const { cache, ...body } = await readBody(context, answerBody);
      const reader = readerOf(context);
      await mustBeThere(parts, reader, body.within);
      const { asOf, within } = body;
      const { subject } = context.get("caller");
      const asked = { ...body, asOf, within, subject, cache: cacheUseOf(context, cache) };
      return streamEvents(
        context,
        parts,
        admission,
        async function* (signal) {
          for await (const event of parts.questions.answer(reader, asked, signal)) {
            yield { event: event.kind, data: JSON.stringify(dataOf(event)) };
          }
        },
        (problem) => ({ event: "problem", data: JSON.stringify(problem) }),
      );
    });
}

function dataOf(event: AnswerEvent) {
  switch (event.kind) {
    case "understood":
      return { question: event.question };
    case "closest":
      return { unknown: event.unknown };
    case "part":
      return event.part;
    case "unwritten":
      return event.unwritten;
    case "answer":
      return event.answer;
  }
}

/** A passage as it is listed: the section, and in it the chunk that was found. */
function resultOf({ candidate, section }: AnswerPassage, explain: boolean) {
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
    text: section.text,
    match: { start, end, text },
    places,
    score,
    ...(explain ? { explain: explained(candidate.explanation) } : {}),
  };
}
