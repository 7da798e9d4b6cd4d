import { FootnoteError } from "@footnote/contracts";
import { readText } from "../read-text.ts";
import { vectorsOf } from "./response.ts";

export interface ModelServer {
  /** Its `/embeddings`. */
  readonly endpoint: URL;
  readonly model: string;
  readonly apiKey?: string | undefined;
  readonly dimensions: number;
}

/** The server or the way to it is in trouble that may pass. */
export class Trouble extends Error {
  /** Milliseconds that the server asked to be left alone. */
  readonly wait: number;

  constructor(message: string, options: { readonly cause?: unknown; readonly wait?: number }) {
    super(message, { cause: options.cause });
    this.wait = options.wait ?? 0;
  }
}

/**
 * One request in OpenAI's form: https://platform.openai.com/docs/api-reference/embeddings/create
 * @returns one vector of unit length per text, in order
 * @throws Trouble where another try can help, FootnoteError embedding_failed where it cannot
 */
export async function requestEmbeddings(
  server: ModelServer,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const response = await fetch(server.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(server.apiKey === undefined ? {} : { authorization: `Bearer ${server.apiKey}` }),
    },
    body: JSON.stringify({ model: server.model, input: texts, encoding_format: "float" }),
    // The key goes to the server that was named, and nowhere else.
    redirect: "error",
    signal,
  }).catch((cause) => {
    const what = signal.aborted ? "did not answer in time" : "cannot be reached";
    throw new Trouble(`The model server at ${server.endpoint.origin} ${what}.`, { cause });
  });
  // A number of 16 digits with sign, point, exponent and comma takes at most 25 bytes, and indented JSON more.
  const limit = texts.length * (server.dimensions * 40 + 1_000) + 65_536;
  const body = await readText(response, limit).catch((cause) => {
    throw new Trouble(`The answer of the model server at ${server.endpoint.origin} could not be read.`, {
      cause,
    });
  });
  if (response.ok) return vectorsOf(body, texts.length, server.dimensions);
  throw refusal(server, response, body);
}

function refusal(server: ModelServer, response: Response, body: string): Error {
  const { status } = response;
  const message = `The model server at ${server.endpoint.origin} answered with status ${status}.`;
  const cause = new Error(`It said ${reasonIn(body)} in ${body.length} characters.`);
  if (status === 429 || status >= 500) {
    return new Trouble(message, { cause, wait: 1_000 * (Number(response.headers.get("retry-after")) || 0) });
  }
  return new FootnoteError("embedding_failed", message, { action: actionAfter(status, server.model), cause });
}

/** Names of errors that servers in OpenAI's form give. */
const REASONS = [
  "context_length_exceeded",
  "insufficient_quota",
  "invalid_api_key",
  "invalid_request_error",
  "model_not_found",
  "permission_denied",
  "rate_limit_exceeded",
  "server_error",
];

/** Only names that are known: servers repeat what they were sent, which is text of documents, a question, or the key. */
function reasonIn(body: string): string {
  const named = REASONS.filter((reason) => body.includes(`"${reason}"`));
  return named.length === 0
    ? "something that is not shown, since it may repeat what it was sent,"
    : named.join(", ");
}

function actionAfter(status: number, model: string): string {
  if (status === 401 || status === 403) return "Check FOOTNOTE_EMBEDDING_API_KEY (embedding.apiKey).";
  if (status === 404) return `Check embedding.baseUrl, and that the server has the model "${model}".`;
  return "Look at the model server's own log, and check the settings under embedding.";
}
