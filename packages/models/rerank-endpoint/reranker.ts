import { FootnoteError, type Reranker } from "@footnote/contracts";
import type { Clock } from "@footnote/runtime";
import { readText } from "../read-text.ts";
import { FORMS, type RerankForm, scoresOf } from "./forms.ts";

export interface RerankEndpointOptions {
  /** Without the `/rerank`, e.g. "https://api.cohere.com/v2". */
  readonly baseUrl: string;
  readonly form: RerankForm;
  /** Not asked for by servers that have one model alone. */
  readonly model?: string | undefined;
  readonly apiKey?: string | undefined;
}

/** Where a server asks to be left alone and does not say how long, and after failures in a row. */
const REST_MILLISECONDS = 5_000;
/** A wrong key or name stays wrong until somebody corrects it. */
const REFUSED_REST_MILLISECONDS = 60_000;
const LONGEST_REST_MILLISECONDS = 3_600_000;
/** Failures in a row after which it rests: else every question would wait for its deadline. */
const MOST_FAILURES = 2;
/** Of an answer, for each passage: an entry is some 60 bytes, and servers may send the passage back. */
const BYTES_PER_PASSAGE = 20_000;

/** What is wrong, and for how long the server is left alone. */
class Trouble extends Error {
  readonly rest: number;
  constructor(message: string, rest = 0, cause?: unknown) {
    super(message, { cause });
    this.rest = rest;
  }
}

/** A server that reranks. It is asked once for each question, and not at all while it rests. */
export function openRerankEndpoint(options: RerankEndpointOptions, clock: Clock): Reranker {
  const { form, model, apiKey } = options;
  // Not even into the message of an error about a header that cannot be sent.
  if (/[^!-~]/.test(apiKey ?? "")) {
    throw new FootnoteError(
      "configuration_invalid",
      "retrieval.reranker.apiKey holds characters that no key has.",
      {
        action: "Copy the key again, without spaces or line breaks.",
      },
    );
  }
  const endpoint = new URL(options.baseUrl);
  endpoint.pathname = `${endpoint.pathname.replace(/\/+$/, "")}/rerank`;
  const server = `The rerank server at ${endpoint.origin}`;
  const closing = new AbortController();
  let failures = 0;
  let restsUntil = 0;
  let reason = "";

  async function ask(question: string, passages: readonly string[], signal: AbortSignal): Promise<number[]> {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(FORMS[form].request(question, passages, model)),
      // The key goes to the server that was named, and nowhere else.
      redirect: "error",
      signal,
    }).catch((cause) => {
      throw new Trouble(`${server} cannot be reached, or broke off.`, 0, cause);
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response);
    }
    const body = await readText(response, passages.length * BYTES_PER_PASSAGE + 65_536).catch((cause) => {
      throw new Trouble(`The answer of the rerank server at ${endpoint.origin} could not be read.`, 0, cause);
    });
    const scores = scoresOf(form, body, passages.length);
    if (scores !== undefined) return scores;
    throw new Trouble(`${server} did not give one score for each passage in ${form}'s form.`);
  }

  function refusal({ status, headers }: Response): Trouble {
    if (status === 401 || status === 403)
      return new Trouble(`${server} does not accept the key.`, REFUSED_REST_MILLISECONDS);
    if (status === 404)
      return new Trouble(`${server} has no /rerank there, or not that model.`, REFUSED_REST_MILLISECONDS);
    const wait = waitOf(headers.get("retry-after"), clock.now());
    if (status === 429)
      return new Trouble(`${server} asks to be left alone for a while.`, wait || REST_MILLISECONDS);
    return new Trouble(`${server} answered with status ${status}.`, wait);
  }

  function failed(trouble: Trouble): FootnoteError {
    failures += 1;
    const rest = trouble.rest > 0 ? trouble.rest : failures >= MOST_FAILURES ? REST_MILLISECONDS : 0;
    if (rest > 0) {
      restsUntil = clock.elapsed() + Math.min(rest, LONGEST_REST_MILLISECONDS);
      reason = trouble.message;
    }
    return failure(trouble.message, trouble.cause);
  }

  return {
    id: model ?? endpoint.host,
    async score(question, passages, signal) {
      const rest = restsUntil - clock.elapsed();
      if (rest > 0) throw failure(`${reason} It is asked again in ${Math.ceil(rest / 1_000)} seconds.`);
      const most = FORMS[form].passages;
      const batches = Array.from({ length: Math.ceil(passages.length / most) }, (_, at) =>
        passages.slice(at * most, (at + 1) * most),
      );
      const failing = new AbortController();
      const ending = AbortSignal.any([signal, closing.signal, failing.signal]);
      try {
        const scores = await Promise.all(batches.map((batch) => ask(question, batch, ending)));
        failures = 0;
        return scores.flat();
      } catch (error) {
        // Whoever left tells nothing of the server; one that was too slow does.
        if (signal.aborted && !isTimeout(signal.reason)) throw signal.reason;
        if (signal.aborted) throw failed(new Trouble(`${server} did not answer in time.`));
        throw failed(
          error instanceof Trouble ? error : new Trouble(`${server} could not be asked.`, 0, error),
        );
      } finally {
        failing.abort();
      }
    },
    async close() {
      closing.abort();
    },
  };
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

/** Of `Retry-After`, in milliseconds: seconds or a date (RFC 9110, 10.2.3); 0 where it says nothing. */
function waitOf(value: string | null, now: Date): number {
  if (value === null) return 0;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

function failure(message: string, cause?: unknown): FootnoteError {
  return new FootnoteError("reranking_failed", message, {
    action:
      "The order of search stands meanwhile. Check retrieval.reranker and its key (FOOTNOTE_RETRIEVAL_RERANKER_API_KEY), and the server's own log.",
    cause,
  });
}
