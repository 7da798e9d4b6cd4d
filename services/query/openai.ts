import { randomUUID } from "node:crypto";
import type { Answer, AnsweredSentence, Citation } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import type { Admission } from "./admission.ts";
import { answerQuestion, joinSentences } from "./answer.ts";
import type { QueryParts } from "./parts.ts";
import { check, questionSchema, readBody } from "./read-body.ts";
import { streamEvents } from "./server-sent-events.ts";

const MODEL = "footnote";

const textPart = z.looseObject({ type: z.literal("text"), text: z.string() });
const message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(textPart)]).nullish(),
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
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  ...ignored,
});

/** OpenAI's chat completions: the last message of the user is the question, its citations are annotations. */
export function openAiRoutes(parts: QueryParts, admission: Admission): Hono {
  return new Hono()
    .get("/v1/models", (context) =>
      context.json({
        object: "list",
        data: [{ id: MODEL, object: "model", created: 0, owned_by: "footnote" }],
      }),
    )
    .post("/v1/chat/completions", async (context) => {
      const body = await readBody(context, completionBody);
      const question = lastQuestion(body.messages);
      const origin = new URL(context.req.url).origin;
      const shared = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: MODEL };
      if (body.stream !== true) {
        const leave = await admission.enter();
        try {
          return context.json(
            completion(shared, await wholeAnswer(parts, question, context.req.raw.signal), origin),
          );
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

interface Said {
  readonly answer: Answer;
  readonly sentences: readonly AnsweredSentence[];
}

async function wholeAnswer(parts: QueryParts, question: string, signal: AbortSignal): Promise<Said> {
  const sentences: AnsweredSentence[] = [];
  for await (const event of answerQuestion(parts, question, undefined, signal)) {
    if (event.kind === "answer") return { answer: event.answer, sentences };
    sentences.push(event.sentence);
  }
  throw new Error("An answer ended without its last event.");
}

/** No language model read or wrote a token. */
const USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

function completion(shared: object, { answer, sentences }: Said, origin: string) {
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
          content: answer.text,
          refusal: null,
          annotations: annotations(sentences, origin),
        },
      },
    ],
    usage: USAGE,
  };
}

async function* chunks(
  parts: QueryParts,
  question: string,
  origin: string,
  withUsage: boolean,
  signal: AbortSignal,
) {
  const sentences: AnsweredSentence[] = [];
  let sent = "";
  const choice = (delta: object, finish_reason: "stop" | null = null) => ({
    choices: [{ index: 0, delta, finish_reason, logprobs: null }],
  });
  for await (const event of answerQuestion(parts, question, undefined, signal)) {
    if (sent === "" && sentences.length === 0) yield choice({ role: "assistant", content: "" });
    if (event.kind === "sentence") sentences.push(event.sentence);
    const text = event.kind === "sentence" ? joinSentences(sentences) : event.answer.text;
    if (text.length > sent.length) yield choice({ content: text.slice(sent.length) });
    sent = text;
  }
  yield choice({ annotations: annotations(sentences, origin) });
  yield choice({}, "stop");
  if (withUsage) yield { choices: [], usage: USAGE };
}

/** Where each sentence stands in the content, and the page that opens the passage it rests on. */
function annotations(sentences: readonly AnsweredSentence[], origin: string) {
  return sentences.flatMap((sentence, index) => {
    const end_index = joinSentences(sentences.slice(0, index + 1)).length;
    const start_index = end_index - sentence.text.length;
    return sentence.citations.map((citation) => ({
      type: "url_citation",
      url_citation: { start_index, end_index, url: citationUrl(origin, citation), title: citation.title },
    }));
  });
}

function citationUrl(origin: string, citation: Citation): string {
  const { document, version, start, end } = citation;
  return `${origin}/documents/${document}?version=${version}&start=${start}&end=${end}`;
}
