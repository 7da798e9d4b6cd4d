import { randomUUID } from "node:crypto";
import type { AnswerPart, Citation, Reader } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import type { Admission } from "./admission.ts";
import { BETWEEN_PARTS, opening } from "./answer-text.ts";
import { type Identified, readerOf } from "./caller.ts";
import { listOf, questionSchema } from "./fields.ts";
import { neutral } from "./neutral.ts";
import type { QueryParts } from "./parts.ts";
import { check, readBody } from "./read-body.ts";
import { streamEvents } from "./server-sent-events.ts";

const MODEL = "footnote";
/** Clients send the whole conversation again with each question, and often files and tools with it. */
const MOST_BODY_BYTES = 1024 * 1024;
const MOST_MESSAGES = 1_000;
const MOST_PARTS = 1_000;

const textPart = z.looseObject({ type: z.literal("text"), text: z.string() });
const message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), listOf(textPart, MOST_PARTS)], "must be a text or a list of texts").nullish(),
});
/** What steers a language model's sampling means nothing here, and clients send it all the same. */
const ignored = Object.fromEntries(
  [
    "temperature",
    "top_p",
    "n",
    "stop",
    "max_tokens",
    "max_completion_tokens",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "top_logprobs",
    "seed",
    "user",
    "metadata",
    "store",
    "response_format",
    "reasoning_effort",
    "service_tier",
    "safety_identifier",
    "prompt_cache_key",
    "verbosity",
    "modalities",
    "parallel_tool_calls",
    "tools",
    "tool_choice",
  ].map((name) => [name, z.unknown().optional()]),
);
const completionBody = z.strictObject({
  model: z.string(),
  messages: listOf(message, MOST_MESSAGES),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  ...ignored,
});

/** OpenAI's chat completions: the last message of the user is the question, its citations are annotations. */
export function openAiRoutes(parts: QueryParts, admission: Admission): Hono<Identified> {
  return new Hono<Identified>()
    .get("/v1/models", (context) =>
      context.json({
        object: "list",
        data: [{ id: MODEL, object: "model", created: 0, owned_by: "footnote" }],
      }),
    )
    .post("/v1/chat/completions", async (context) => {
      const body = await readBody(context, completionBody, MOST_BODY_BYTES);
      const question = lastQuestion(body.messages);
      const reader = readerOf(context);
      const origin = new URL(context.req.url).origin;
      const shared = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: MODEL };
      if (body.stream !== true) {
        const { signal, leave } = await admission.enter(context.req.raw.signal);
        try {
          return context.json(completion(shared, await wholeAnswer(parts, reader, question, signal), origin));
        } finally {
          leave();
        }
      }
      return streamEvents(
        context,
        parts,
        admission,
        async function* (signal) {
          for await (const chunk of chunks(
            parts,
            reader,
            question,
            origin,
            body.stream_options?.include_usage === true,
            signal,
          )) {
            yield { data: JSON.stringify({ ...shared, object: "chat.completion.chunk", ...chunk }) };
          }
          yield { data: "[DONE]" };
        },
        (problem) => ({ data: JSON.stringify({ error: problem.error }) }),
      );
    });
}

function lastQuestion(messages: readonly z.output<typeof message>[]): string {
  const last = messages.findLast((candidate) => candidate.role === "user");
  if (last === undefined) {
    throw new FootnoteError("request_invalid", "No message has the role user.", {
      action: "Put the question into a message of the user.",
    });
  }
  const { content } = last;
  const text = typeof content === "string" ? content : (content ?? []).map((part) => part.text).join("\n");
  return check(questionSchema, text, "The user's last message");
}

type ShownPart = Pick<AnswerPart, "text" | "citations">;

/** What is said so far. */
interface Said {
  readonly text: string;
  /** What stands before the first part. */
  readonly opening: string;
  readonly parts: readonly ShownPart[];
}

/** The answer as it grows, as text that a chat client may draw: see neutral.ts. */
async function* say(
  parts: QueryParts,
  reader: Reader,
  question: string,
  signal: AbortSignal,
): AsyncGenerator<Said> {
  const shown = parts.rawMarkup ? (text: string) => text : neutral;
  const said: ShownPart[] = [];
  let before = "";
  for await (const event of parts.questions.answer(reader, { question, asOf: undefined }, signal)) {
    if (event.kind === "closest") before = shown(opening("closest", event.unknown));
    if (event.kind === "part") {
      const citations = event.part.citations.map((cited) => ({ ...cited, title: shown(cited.title) }));
      said.push({ text: shown(event.part.text), citations });
    }
    // Whether anything that comes closest is left to be shown is known with the first of it.
    if (event.kind === "closest") continue;
    const text =
      event.kind === "answer" && said.length === 0
        ? event.answer.text
        : before + said.map((part) => part.text).join(BETWEEN_PARTS);
    yield { text, opening: before, parts: said };
  }
}

async function wholeAnswer(
  parts: QueryParts,
  reader: Reader,
  question: string,
  signal: AbortSignal,
): Promise<Said> {
  let last: Said = { text: "", opening: "", parts: [] };
  for await (const said of say(parts, reader, question, signal)) last = said;
  return last;
}

/** No language model read or wrote a token. */
const USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

function completion(shared: object, said: Said, origin: string) {
  return {
    ...shared,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        logprobs: null,
        message: {
          role: "assistant",
          content: said.text,
          refusal: null,
          annotations: annotations(said, origin),
        },
      },
    ],
    usage: USAGE,
  };
}

async function* chunks(
  parts: QueryParts,
  reader: Reader,
  question: string,
  origin: string,
  withUsage: boolean,
  signal: AbortSignal,
) {
  let said: Said = { text: "", opening: "", parts: [] };
  const choice = (delta: object, finish_reason: "stop" | null = null) => ({
    choices: [{ index: 0, delta, finish_reason, logprobs: null }],
  });
  for await (const next of say(parts, reader, question, signal)) {
    if (said.text === "") yield choice({ role: "assistant", content: "" });
    if (next.text.length > said.text.length) yield choice({ content: next.text.slice(said.text.length) });
    said = next;
  }
  yield choice({ annotations: annotations(said, origin) });
  yield choice({}, "stop");
  if (withUsage) yield { choices: [], usage: USAGE };
}

/** Where each part stands in the content, and the page that opens the passage it rests on. */
function annotations({ opening, parts }: Said, origin: string) {
  let start_index = opening.length;
  return parts.flatMap(({ text, citations }) => {
    const own = { start_index, end_index: start_index + text.length };
    start_index = own.end_index + BETWEEN_PARTS.length;
    return citations.map((citation) => ({
      type: "url_citation",
      url_citation: { ...own, url: citationUrl(origin, citation), title: citation.title },
    }));
  });
}

function citationUrl(origin: string, citation: Citation): string {
  const { document, version, start, end } = citation;
  return `${origin}/documents/${document}?version=${version}&start=${start}&end=${end}`;
}
