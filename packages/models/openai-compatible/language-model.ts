import {
  FootnoteError,
  type GenerationEvent,
  type GenerationRequest,
  type LanguageModel,
} from "@footnote/contracts";
import OpenAI from "openai";
import { adapted, type Dialect, FIRST_DIALECT } from "./dialect.ts";
import { Patience } from "./patience.ts";
import { probe } from "./probe.ts";
import { troubleOf } from "./trouble-of.ts";

export interface OpenAiCompatibleLanguageModelOptions {
  /** Without the `/chat/completions`, e.g. "http://localhost:11434/v1". */
  readonly baseUrl: string;
  readonly name: string;
  readonly apiKey?: string | undefined;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** How long to wait for the first token: the prompt is read meanwhile. */
  readonly firstTokenSeconds: number;
  /** How long to wait for each token after it. */
  readonly tokenSeconds: number;
}

export interface ProbedLanguageModel extends LanguageModel {
  /** What does not fit between the settings and the server, as a line; undefined where all does. */
  probe(signal: AbortSignal): Promise<string | undefined>;
}

/** A token of any language is no longer on average: what a server writes beyond that, it writes beyond its limit. */
const MOST_CHARACTERS_PER_TOKEN = 8;
/** Of English, about: where the server does not count. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * A model behind `POST {baseUrl}/chat/completions`, streamed. One attempt: who tries again, and with what, is for the
 * gateway to decide.
 */
export function openOpenAiCompatibleLanguageModel(
  options: OpenAiCompatibleLanguageModelOptions,
): ProbedLanguageModel {
  if (/[^!-~]/.test(options.apiKey ?? "")) {
    throw new FootnoteError(
      "configuration_invalid",
      "answers.model.apiKey holds characters that no key has.",
      {
        action: "Copy the key again, without spaces or line breaks.",
      },
    );
  }
  const client = new OpenAI({
    baseURL: options.baseUrl,
    // The client insists on one; servers on this machine want none and ignore it. None of these is taken from the
    // process's environment, where settings of another program may stand.
    apiKey: options.apiKey ?? "none",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // The key goes to the server that was named, and nowhere else.
    fetchOptions: { redirect: "error" },
  });
  let dialect = FIRST_DIALECT;

  async function open(request: GenerationRequest, signal: AbortSignal) {
    for (;;) {
      try {
        return await client.chat.completions.create(bodyOf(options.name, request, dialect), { signal });
      } catch (error) {
        const next = error instanceof OpenAI.APIError ? adapted(dialect, error) : undefined;
        if (next === undefined) throw error;
        dialect = next;
      }
    }
  }

  const model: LanguageModel = {
    id: options.name,
    contextTokens: options.contextTokens,
    async *generate(request) {
      using patience = new Patience(request.signal, options.firstTokenSeconds * 1_000);
      try {
        const stream = await open(request, patience.signal);
        yield* read(stream, request, patience.signal, () => patience.renew(options.tokenSeconds * 1_000));
      } catch (error) {
        request.signal?.throwIfAborted();
        throw troubleOf(error, { origin: new URL(options.baseUrl).origin, name: options.name, patience });
      }
    },
  };
  return { ...model, probe: (signal) => probe(client, model, signal) };
}

function bodyOf(model: string, { messages, maxTokens }: GenerationRequest, dialect: Dialect) {
  return {
    model,
    messages: [...messages],
    stream: true as const,
    [dialect.limit]: maxTokens,
    ...(dialect.temperature && { temperature: 0 }),
    ...(dialect.usage && { stream_options: { include_usage: true } }),
  };
}

async function* read(
  stream: AsyncIterable<OpenAI.ChatCompletionChunk>,
  { messages, maxTokens }: GenerationRequest,
  signal: AbortSignal,
  onToken: () => void,
): AsyncGenerator<GenerationEvent> {
  let finish: string | undefined;
  let usage: OpenAI.CompletionUsage | undefined;
  let characters = 0;
  /** The first half of a character whose second half comes with the next token. */
  let half = "";
  for await (const { choices, usage: counted } of stream) {
    onToken();
    usage = counted ?? usage;
    const [choice] = choices ?? [];
    finish = choice?.finish_reason ?? finish;
    // Tools that it calls, and what it thinks aloud in a field of its own, are no text of the answer.
    const content = half + (typeof choice?.delta?.content === "string" ? choice.delta.content : "");
    half = /[\ud800-\udbff]$/.exec(content)?.[0] ?? "";
    const text = content.slice(0, content.length - half.length).toWellFormed();
    characters += text.length;
    if (text !== "") yield { kind: "text", text };
    if (characters > maxTokens * MOST_CHARACTERS_PER_TOKEN) break;
  }
  // The client ends an aborted stream as if it were whole.
  signal.throwIfAborted();
  const sent = messages.reduce((sum, { content }) => sum + content.length, 0);
  const estimate = (count: number) => Math.ceil(count / CHARACTERS_PER_TOKEN);
  yield {
    kind: "end",
    isWhole: finish === "stop",
    tokens: {
      read: usage?.prompt_tokens ?? estimate(sent),
      written: usage?.completion_tokens ?? estimate(characters),
    },
  };
}
