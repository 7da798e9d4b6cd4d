import { ERROR_CODES, type ErrorCode, FootnoteError } from "@footnote/contracts";

/** Sends a request to a path of a Footnote and gives its response. @throws FootnoteError with what the service says is wrong */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** To a Footnote that listens at an address. @throws FootnoteError unavailable where nothing answers there */
export function sendTo(url: string): Send {
  return async (path, init) => {
    let response: Response;
    try {
      response = await fetch(url + path, init);
    } catch (cause) {
      init?.signal?.throwIfAborted();
      throw new FootnoteError("unavailable", `Nothing answers at ${url}.`, {
        action: "Look whether Footnote runs there, and whether the address is right.",
        cause,
      });
    }
    return accepted(response);
  };
}

/** The response, where it is none of an error. @throws FootnoteError with the code, the detail and the action of the problem */
export async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw problemOf(response.status, await response.text());
}

/** Reads a body of problem details (RFC 9457); whatever else stands between and answers still gets words, from its status. */
export function problemOf(status: number, body: string): FootnoteError {
  const problem = parseObject(body);
  const text = (name: string) =>
    typeof problem[name] === "string" && problem[name] !== "" ? problem[name] : undefined;
  const code = text("code");
  const fallback = wordsFor(status);
  return new FootnoteError(
    code !== undefined && code in ERROR_CODES ? (code as ErrorCode) : fallback.code,
    text("detail") ?? text("title") ?? fallback.what,
    { action: text("action") ?? fallback.action },
  );
}

function wordsFor(status: number): { code: ErrorCode; what: string; action: string } {
  if (status === 404)
    return {
      code: "not_found",
      what: "This is not here (any more).",
      action: "Look for it among the documents.",
    };
  if (status === 413)
    return { code: "request_too_large", what: "This is too large.", action: "Split it and try again." };
  if (status === 503)
    return { code: "unavailable", what: "Footnote is busy.", action: "Try again in a moment." };
  if (status >= 500)
    return {
      code: "internal",
      what: "Something went wrong inside Footnote.",
      action: "Try again; the log knows the cause.",
    };
  return {
    code: status === 403 ? "forbidden" : "request_invalid",
    what: `The request was refused (${status}).`,
    action: "Change it and try again.",
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
