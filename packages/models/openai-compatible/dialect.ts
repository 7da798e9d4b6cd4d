import type { APIError } from "openai";

/** Which fields of a request the server takes: OpenAI's own newest models refuse what most other servers need. */
export interface Dialect {
  readonly limit: "max_tokens" | "max_completion_tokens";
  readonly temperature: boolean;
  readonly usage: boolean;
}

export const FIRST_DIALECT: Dialect = { limit: "max_tokens", temperature: true, usage: true };

/** Without the field that the server says it does not take; undefined where it refuses for another reason. */
export function adapted(dialect: Dialect, { status, message, param }: APIError): Dialect | undefined {
  if (status !== 400 && status !== 422) return undefined;
  // The body is only looked through for names of fields, never shown: servers repeat what they were sent.
  const names = (field: string) => param === field || new RegExp(`\\b${field}\\b`).test(message);
  if (names("max_tokens") && dialect.limit === "max_tokens")
    return { ...dialect, limit: "max_completion_tokens" };
  if (names("temperature") && dialect.temperature) return { ...dialect, temperature: false };
  if (names("stream_options") && dialect.usage) return { ...dialect, usage: false };
  return undefined;
}
