import type { ErrorCode, FootnoteError } from "@footnote/contracts";
import { clip } from "./clip.ts";

/** Whatever a message repeats of what was sent or stored: an error is read by people. */
const MOST_CHARACTERS = 1_000;

/** RFC 9457, with the code and what to do next. `error` is what OpenAI's clients look for. */
export interface ProblemBody {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly action: string;
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly code: ErrorCode;
    readonly param: null;
  };
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  request_invalid: 400,
  file_empty: 400,
  forbidden: 403,
  object_refused: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_too_slow: 408,
  request_under_way: 409,
  object_exists: 412,
  request_too_large: 413,
  file_too_large: 413,
  key_reused: 422,
  overloaded: 503,
  unavailable: 503,
  bucket_absent: 503,
  object_unsettled: 503,
  store_failed: 503,
  embedding_failed: 503,
};

const TITLES: Record<number, string> = {
  400: "The request cannot be understood",
  403: "This is not allowed",
  404: "There is nothing here",
  405: "This is asked for in another way",
  408: "This takes too long",
  409: "This is under way",
  412: "There is one already",
  413: "This is too large",
  422: "This is not what was asked before",
  500: "Something went wrong",
  503: "Not possible right now",
};

export const RETRY_AFTER_SECONDS = 2;

/** Told to whoever asked, and no fault that a log would have to show. */
export function isPassing({ code }: FootnoteError): boolean {
  return (
    code === "overloaded" || code === "unavailable" || code === "bucket_absent" || code === "object_unsettled"
  );
}

export function problemOf(error: FootnoteError): ProblemBody {
  const status = STATUS[error.code] ?? 500;
  // What a part below says of itself (SQL, paths) is for the log, not for whoever asked.
  const detail =
    status >= 500 && !isPassing(error) ? "Footnote could not do this." : clip(error.message, MOST_CHARACTERS);
  const action = clip(error.action, MOST_CHARACTERS);
  return {
    type: "about:blank",
    title: TITLES[status] ?? "Something went wrong",
    status,
    detail,
    code: error.code,
    action,
    error: {
      message: `${detail} ${action}`,
      type: status < 500 ? "invalid_request_error" : "server_error",
      code: error.code,
      param: null,
    },
  };
}
