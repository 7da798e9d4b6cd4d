import type { Answer, AnswerPassage } from "@footnote/contracts";
import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import { z } from "zod";
import type { Admission, Admissions } from "../bounds/admission.ts";
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
import type { AnswerEvent, Asked } from "../question-path.ts";

const EVENTS = "text/event-stream";

export const searchBody = z
  .strictObject({
    question: questionSchema.optional(),
    // What `question` was called before; goes with the next version.
    query: questionSchema.optional().meta({ deprecated: true }),
    limit: limitSchema.default(10),
    explain: z.boolean().default(false),
    asOf: asOfSchema,
    within: withinSchema,
  })
  .transform(({ question, query, ...how }, context) => {
    const asked = question ?? query;
    if (asked !== undefined && (question === undefined || query === undefined))
      return { ...how, question: asked };
    const message = asked === undefined ? "is missing" : "is what query was called before: send one of them";
    context.addIssue({ code: "custom", path: ["question"], message });
    return z.NEVER;
  });
export const answerBody = z.strictObject({
  question: questionSchema,
  asOf: asOfSchema,
  earlier: earlierSchema,
  within: withinSchema,
  conversation: conversationSchema.optional(),
  cache: z.boolean("must be true or false").default(true),
});

/** Searching and asking in Footnote's own form, which is also the form of the commands' JSON. */
export function askRoutes(parts: QueryParts, { searches, answers }: Admissions): Hono<Identified> {
  return new Hono<Identified>()
    .post("/api/search", async (context) => {
      const { question, limit, explain, asOf, within } = await readBody(context, searchBody);
      const reader = readerOf(context);
      await mustBeThere(parts, reader, within);
      const { signal, leave } = await searches.enter(context.req.raw.signal);
      try {
        const { subject } = context.get("caller");
        const asked = { question, asOf, within, subject, earlier: [] };
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
      context.header("Vary", "Accept");
      if (!wantsEvents(context)) return context.json(await wholeAnswer(parts, answers, context, asked));
      return streamEvents(
        context,
        parts,
        answers,
        async function* ({ signal, computed }) {
          for await (const event of parts.questions.answer(reader, { ...asked, onFound: computed }, signal)) {
            yield { event: event.kind, data: JSON.stringify(dataOf(event)) };
          }
        },
        (problem) => ({ event: "problem", data: JSON.stringify(problem) }),
      );
    });
}

/** As events, unless JSON alone, or rather, is asked for: what is said as it is made is there sooner. */
function wantsEvents(context: Context): boolean {
  const supports = [EVENTS, "application/json"];
  return accepts(context, { header: "Accept", supports, default: EVENTS }) === EVENTS;
}

async function wholeAnswer(
  parts: QueryParts,
  admission: Admission,
  context: Context<Identified>,
  asked: Asked,
): Promise<Answer> {
  const { signal, computed, leave } = await admission.enter(context.req.raw.signal);
  try {
    for await (const event of parts.questions.answer(
      readerOf(context),
      { ...asked, onFound: computed },
      signal,
    ))
      if (event.kind === "answer") return event.answer;
    throw new Error("The question path ended without an answer.");
  } finally {
    leave();
  }
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
