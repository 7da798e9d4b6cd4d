import type { ErrorCode } from "@footnote/contracts";
import { APIConnectionError, APIError } from "openai";
import { GenerationTrouble } from "../gateway/generation-trouble.ts";
import type { Patience } from "./patience.ts";

interface Server {
  readonly origin: string;
  readonly name: string;
  readonly patience: Patience;
}

/** Never what the server said: it may repeat what it was sent, which is text of documents, a question, or the key. */
export function troubleOf(error: unknown, server: Server): GenerationTrouble {
  const at = `The language model at ${server.origin}`;
  const look = "Look at the model server's own log.";
  if (server.patience.isLost) {
    return new GenerationTrouble(
      "generation_failed",
      `${at} wrote nothing for too long.`,
      "Ask again; if it is slow, raise answers.model.firstTokenSeconds or tokenSeconds.",
      undefined,
    );
  }
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    return new GenerationTrouble(
      "generation_failed",
      `${at} cannot be reached, or broke off.`,
      "Check that it is running and that answers.model.baseUrl names it.",
      nameOf(error),
    );
  }
  const { status, code } = error;
  const cause = new Error(`Status ${status ?? "unknown"}${isWord(code) ? `, ${code}` : ""}.`);
  const trouble = (what: ErrorCode, message: string, action: string) =>
    new GenerationTrouble(what, `${at} ${message}`, action, cause, waitOf(error));
  if (status === 401 || status === 403) {
    return trouble(
      "generation_refused",
      "does not accept the key.",
      "Check FOOTNOTE_ANSWERS_API_KEY (answers.model.apiKey).",
    );
  }
  if (status === 404) {
    return trouble(
      "generation_refused",
      `does not know the model "${server.name}", or has no /chat/completions.`,
      "Check answers.model.name, and that answers.model.baseUrl ends as the server wants it, usually with /v1.",
    );
  }
  if (status === 429)
    return trouble("rate_limited", "asks to be left alone for a while.", "Ask again in a minute.");
  if (status === 413 || (status === 400 && isTooLong(error))) {
    return trouble(
      "prompt_too_long",
      "cannot read so much at once.",
      "Set answers.model.contextTokens to what the model really takes.",
    );
  }
  // Also an error that comes within the stream, which has no status.
  if (status === undefined || status >= 500) return trouble("generation_failed", "failed.", look);
  return trouble("generation_refused", `refused the request (status ${status}).`, look);
}

function isTooLong({ code, message }: APIError): boolean {
  return (
    code === "context_length_exceeded" ||
    /context (?:length|size|window)|exceed.{0,40}context|too many tokens|maximum.{0,40}tokens/i.test(message)
  );
}

function isWord(code: unknown): code is string {
  return typeof code === "string" && /^[a-z_]{1,40}$/.test(code);
}

/** Only the kinds of errors, down the causes: a message may hold an address with a key. */
function nameOf(error: unknown): Error {
  const names: string[] = [];
  for (let each = error; each instanceof Error && names.length < 5; each = each.cause) {
    const { code } = each as { code?: unknown };
    names.push(typeof code === "string" && /^\w{1,40}$/.test(code) ? `${each.name} ${code}` : each.name);
  }
  return new Error(names.join(": "));
}

const LONGEST_WAIT = 24 * 60 * 60_000;

/** Of `Retry-After`: seconds or a date (RFC 9110, 10.2.3). */
function waitOf({ headers }: APIError): number {
  const value = headers?.get("retry-after");
  if (value === null || value === undefined) return 0;
  const milliseconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(milliseconds) ? Math.min(LONGEST_WAIT, Math.max(0, milliseconds)) : 0;
}
