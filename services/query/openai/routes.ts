import { randomUUID } from "node:crypto";
import { FootnoteError } from "@footnote/contracts";
import { type Context, Hono } from "hono";
import type { Admission, Admitted } from "../bounds/admission.ts";
import { readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { cacheUseOf } from "../forms/cache-use.ts";
import { neutral } from "../forms/neutral.ts";
import { problemOf } from "../forms/problem.ts";
import { streamEvents } from "../forms/server-sent-events.ts";
import type { QueryParts } from "../parts.ts";
import type { AnswerEvent } from "../question-path.ts";
import { completionBody, conversationOf } from "./body.ts";
import { choreAnswer } from "./chore.ts";
import { type Manner, Said } from "./said.ts";

/** The second one tells its sources in the text. */
const MODELS = ["footnote", "footnote-with-sources"];
/** Clients send the whole conversation again with each question, with its pictures, and often files and tools with it. */
const MOST_BODY_BYTES = 4 * 1024 * 1024;

const modelCard = (id: string) => ({ id, object: "model", created: 0, owned_by: "footnote" });

/** OpenAI's chat completions: the last message of the user is the question, its citations are annotations. */
export function openAiRoutes(parts: QueryParts, admission: Admission): Hono<Identified> {
  const complete = async (context: Context<Identified>) => {
    const body = await readBody(context, completionBody, MOST_BODY_BYTES);
    const conversation = conversationOf(body.messages);
    const reader = readerOf(context);
    const { subject } = context.get("caller");
    const asked = {
      ...conversation,
      asOf: undefined,
      within: undefined,
      subject,
      cache: cacheUseOf(context),
    };
    const manner: Manner = {
      shown: parts.openai.rawMarkup ? (text) => text : neutral,
      withSources: parts.openai.sourcesInText || body.model === MODELS[1],
      origin: new URL(context.req.url).origin,
    };
    const shared = {
      id: `chatcmpl-${randomUUID()}`,
      created: Math.floor(Date.now() / 1000),
      model: body.model === MODELS[1] ? body.model : MODELS[0],
    };
    const chore = choreAnswer(conversation.question);
    const events = ({ signal, computed }: Admitted) =>
      chore === undefined
        ? parts.questions.answer(reader, { ...asked, onFound: computed }, signal)
        : nothing();
    const said = new Said(manner);
    said.text = chore ?? "";
    if (body.stream !== true) {
      const admitted = await admission.enter(context.req.raw.signal);
      try {
        for await (const event of events(admitted)) said.add(event);
        return context.json(completion(shared, said));
      } finally {
        admitted.leave();
      }
    }
    const withUsage = body.stream_options?.include_usage === true;
    return streamEvents(
      context,
      parts,
      admission,
      async function* (admitted) {
        for await (const chunk of chunks(events(admitted), said, withUsage)) {
          yield { data: JSON.stringify({ ...shared, object: "chat.completion.chunk", ...chunk }) };
        }
        yield { data: "[DONE]" };
      },
      (problem) => ({ data: JSON.stringify({ error: problem.error }) }),
    );
  };
  const list = (context: Context<Identified>) =>
    context.json({ object: "list", data: MODELS.map(modelCard) });
  return (
    new Hono<Identified>()
      // Some clients are told the address without the /v1.
      .get("/v1/models", list)
      .get("/models", list)
      // Others' models have a slash in their name.
      .get("/v1/models/:id{.+}", (context) => {
        const id = context.req.param("id");
        if (MODELS.includes(id)) return context.json(modelCard(id));
        throw new FootnoteError("not_found", "There is no such model.", {
          action: `Use ${MODELS.join(" or ")}.`,
        });
      })
      .post("/v1/chat/completions", complete)
      .post("/chat/completions", complete)
      .all("/v1/chat/completions", (context) => otherMethod(context, "POST"))
      .all("/chat/completions", (context) => otherMethod(context, "POST"))
      .all("/v1/models/*", (context) => otherMethod(context, "GET, HEAD"))
      .all("/v1/*", () => {
        throw new FootnoteError(
          "not_found",
          "Of OpenAI's interface there are chat completions and models here, nothing else.",
          {
            action:
              "Set the client to chat completions (POST /v1/chat/completions); passages without an answer are at POST /api/search.",
          },
        );
      })
  );
}

function otherMethod(context: Context<Identified>, allowed: string): Response {
  const error = new FootnoteError("method_not_allowed", `${context.req.method} is not for this address.`, {
    action: `Send ${allowed.replace(", ", " or ")}.`,
  });
  return context.json(problemOf(error), 405, { Allow: allowed, "Content-Type": "application/problem+json" });
}

async function* nothing(): AsyncGenerator<AnswerEvent> {}

function usage({ tokens: { read, written } }: Said) {
  return { prompt_tokens: read, completion_tokens: written, total_tokens: read + written };
}

function completion(shared: object, said: Said) {
  const { text, annotations } = said;
  return {
    ...shared,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        logprobs: null,
        message: { role: "assistant", content: text, refusal: null, annotations },
      },
    ],
    usage: usage(said),
  };
}

async function* chunks(events: AsyncIterable<AnswerEvent>, said: Said, withUsage: boolean) {
  const choice = (delta: object, finish_reason: "stop" | null = null) => ({
    choices: [{ index: 0, delta, finish_reason, logprobs: null }],
  });
  let isBegun = false;
  function* more(content: string) {
    if (!isBegun) yield choice({ role: "assistant", content: "" });
    isBegun = true;
    if (content !== "") yield choice({ content });
  }
  if (said.text !== "") yield* more(said.text);
  for await (const event of events) {
    const content = said.add(event);
    if (content !== "") yield* more(content);
  }
  yield* more("");
  yield choice({ annotations: said.annotations });
  yield choice({}, "stop");
  if (withUsage) yield { choices: [], usage: usage(said) };
}
