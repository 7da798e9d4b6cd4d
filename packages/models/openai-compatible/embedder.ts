import { setTimeout } from "node:timers/promises";
import { type Embedder, FootnoteError } from "@footnote/contracts";
import { fullJitter, openTurns } from "@footnote/runtime";
import { MODEL as BUNDLED } from "../transformers-js/model.ts";
import { type ModelServer, requestEmbeddings, Trouble } from "./request.ts";

export interface OpenAiCompatibleOptions {
  /** Without the `/embeddings`, e.g. "http://localhost:11434/v1". */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
  readonly dimensions: number;
  readonly maxTokens: number;
}

// The smallest limit among the usual servers: text-embeddings-inference takes no more by default.
const TEXTS_PER_REQUEST = 32;
const REQUESTS_AT_ONCE = 4;

interface Patience {
  readonly attempts: number;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Milliseconds between attempts. */
  readonly backOff: { readonly base: number; readonly cap: number };
}
const FOR_CHUNKS: Patience = { attempts: 5, timeout: 60_000, backOff: { base: 250, cap: 30_000 } };
// Someone waits for the answer.
const FOR_A_QUESTION: Patience = { attempts: 3, timeout: 5_000, backOff: { base: 100, cap: 1_000 } };

/**
 * A model behind `POST {baseUrl}/embeddings`. What the server cannot do now (429, 5xx, no connection) is tried again
 * a few times; then it is embedding_failed, and so is at once whatever trying again cannot change.
 *
 * The server's tokenizer is not known here: a question is cut at `maxTokens` bytes, since no token is shorter.
 * @param random uniform in [0, 1), spreads the delays
 */
export function openOpenAiCompatibleEmbedder(
  options: OpenAiCompatibleOptions,
  random = Math.random,
): Embedder {
  const server: ModelServer = { ...options, endpoint: endpointOf(options.baseUrl) };
  // Not even into the message of an error about a header that cannot be sent.
  if (/[^!-~]/.test(options.apiKey ?? "")) {
    throw new FootnoteError("configuration_invalid", "embedding.apiKey holds characters that no key has.", {
      action: "Copy the key again, without spaces or line breaks.",
    });
  }
  const closing = new AbortController();
  const turns = openTurns(REQUESTS_AT_ONCE);

  async function request(
    texts: readonly string[],
    patience: Patience,
    caller: AbortSignal,
  ): Promise<Float32Array[]> {
    for (let attempt = 1; ; attempt++) {
      const signal = AbortSignal.any([caller, AbortSignal.timeout(patience.timeout)]);
      try {
        return await requestEmbeddings(server, texts, signal);
      } catch (error) {
        caller.throwIfAborted();
        if (!(error instanceof Trouble)) throw error;
        if (attempt === patience.attempts || error.wait > patience.backOff.cap) throw givenUp(error, attempt);
        const delay = Math.max(error.wait, fullJitter(attempt, patience.backOff, random));
        await setTimeout(delay, undefined, { signal: caller }).catch(() => caller.throwIfAborted());
      }
    }
  }
  const cut = (text: string) => {
    const { read } = new TextEncoder().encodeInto(text, new Uint8Array(options.maxTokens));
    return text.slice(0, read);
  };
  const until = (signal: AbortSignal | undefined) =>
    signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);

  return {
    // Models that are cut to another number of dimensions give other vectors under the same name.
    model: {
      id: `${options.model}-${options.dimensions}`,
      dimensions: options.dimensions,
      maxTokens: options.maxTokens,
      tokenizer: { name: BUNDLED.tokenizer.name, counts: "estimated" },
      pooling: "server",
      prefixes: { question: "", passage: "" },
    },
    async embed(texts, { as, priority, signal }) {
      const failing = new AbortController();
      const caller = AbortSignal.any([until(signal), failing.signal]);
      const sent = as === "question" ? texts.map(cut) : texts;
      const batches = Array.from({ length: Math.ceil(sent.length / TEXTS_PER_REQUEST) }, (_, at) =>
        sent.slice(at * TEXTS_PER_REQUEST, (at + 1) * TEXTS_PER_REQUEST),
      );
      const requests = batches.map((batch) =>
        // A question takes no turn, so that it waits for no chunks.
        priority === "question"
          ? request(batch, FOR_A_QUESTION, caller)
          : turns.run(() => request(batch, FOR_CHUNKS, caller), caller),
      );
      // What fails one request fails the call, which then need not make the others.
      return (await Promise.all(requests).finally(() => failing.abort())).flat();
    },
    async close() {
      closing.abort(
        new FootnoteError("unavailable", "Footnote is shutting down.", { action: "Start it again." }),
      );
    },
  };
}

function endpointOf(baseUrl: string): URL {
  const url = URL.parse(baseUrl);
  // Before the parameters: some servers take the key or a version there.
  if (url !== null) url.pathname = `${url.pathname.replace(/\/+$/, "")}/embeddings`;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "")
    return url;
  throw new FootnoteError(
    "configuration_invalid",
    "embedding.baseUrl is not the address of a model server.",
    {
      action:
        'Write it like "https://models.example/v1", without a password; the key belongs into embedding.apiKey.',
    },
  );
}

function givenUp(trouble: Trouble, attempts: number): FootnoteError {
  const message = attempts === 1 ? trouble.message : `${trouble.message} It was tried ${attempts} times.`;
  return new FootnoteError("embedding_failed", message, {
    action:
      "Check that the model server is running and that embedding.baseUrl names it. It is tried again by itself.",
    cause: trouble,
  });
}
