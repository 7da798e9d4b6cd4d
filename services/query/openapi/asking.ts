import { z } from "zod";
import { completionBody } from "../openai/body.ts";
import { answerBody, searchBody } from "../routes/routes-ask.ts";
import { answerSchema, placeSchema } from "./answer-schemas.ts";
import type { Operation, Operations } from "./operation.ts";

const leg = z.object({ rank: z.number(), score: z.number() }).optional();
const resultSchema = z.object({
  ...placeSchema.shape,
  version: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()),
  page: z.number().nullable(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  match: z.object({ start: z.number(), end: z.number(), text: z.string() }),
  places: z.array(placeSchema),
  score: z.number(),
  explain: z
    .object({
      lexical: leg,
      dense: leg,
      identifiers: z.number().optional(),
      fusion: z.string(),
      fused: z.number(),
      rerank: z.object({ rank: z.number(), score: z.number(), rule: z.string() }).optional(),
      stages: z.looseObject({}),
    })
    .optional(),
});

const meSchema = z.object({ scopes: z.array(z.enum(["read", "write", "operate"])) });

const chat: Operation = {
  group: "Asking",
  summary: "Ask in OpenAI's form",
  details:
    "Any OpenAI client works. The user's last message is the question, those before it are what a follow-up refers to. Citations arrive as url_citation annotations, or in the text with the model footnote-with-sources.",
  body: completionBody,
  gives: { status: 200, what: "A chat completion; server-sent events with stream: true" },
};
const models: Operation = {
  group: "Asking",
  summary: "The models of OpenAI's form",
  gives: { status: 200, what: "footnote, and footnote-with-sources, which tells its sources in the text" },
};

export const ASKING: Operations = {
  "POST /api/answer": {
    group: "Asking",
    summary: "Ask a question",
    details:
      "Server-sent events, or one JSON object with Accept: application/json. Every citation's quote stands in that version of the document from start to end, counted in UTF-16 code units of its text. Cache-Control: no-cache asks anew.",
    body: answerBody,
    gives: { status: 200, what: "The whole answer", schema: answerSchema },
    events: {
      understood: "{question}: what a follow-up is taken to ask",
      closest: "{unknown}: nothing is sure to answer it, and the parts are what comes closest",
      unwritten: "{code, message}: why no language model wrote what follows",
      part: "a part of the answer, as in parts, as soon as it is verified",
      answer: "the whole answer; the last event",
      problem: "what broke it off, in the form of every error",
    },
  },
  "POST /api/search": {
    group: "Asking",
    summary: "Find the passages that fit a question best",
    details:
      "It has one page: at most 100 chunks are ranked by words and 100 by meaning, and a limit of 100 gives all or most of the sections in which they stand.",
    body: searchBody,
    gives: {
      status: 200,
      what: "One result for each section, best first; match is the chunk in it that was found",
      schema: z.object({ results: z.array(resultSchema) }),
    },
  },
  "GET /api/examples": {
    group: "Asking",
    summary: "Up to four questions that the documents answer",
    gives: { status: 200, what: "Questions", schema: z.object({ questions: z.array(z.string()) }) },
  },
  "GET /api/areas": {
    group: "Asking",
    summary: "Where a question can look: what within takes",
    gives: {
      status: 200,
      what: "BUCKET and BUCKET/FOLDER",
      schema: z.object({ areas: z.array(z.string()) }),
    },
  },
  "GET /api/me": {
    group: "Asking",
    summary: "What whoever asks this may do here",
    gives: { status: 200, what: "read, write and operate, as far as they are given", schema: meSchema },
  },
  "GET /api/start": {
    group: "Asking",
    summary: "How many documents there are, how many files still wait to be read, and what changed last",
    gives: {
      status: 200,
      what: "All three; of more than 10,000 files that wait no more are counted",
      schema: z.object({ documents: z.number(), waiting: z.number(), newest: z.string().nullable() }),
    },
  },
  "POST /v1/chat/completions": chat,
  "POST /chat/completions": chat,
  "GET /v1/models": models,
  "GET /models": models,
  "GET /v1/models/:id": models,
  "POST /mcp": {
    group: "Asking",
    summary: "The Model Context Protocol, with the tools search, fetch and ask",
    details:
      "Streamable HTTP without sessions; npx footnote mcp offers the same over standard input and output.",
    gives: { status: 200, what: "A JSON-RPC response" },
  },
};
