/** What went wrong, in words for the person at the page. */
export interface Trouble {
  readonly what: string;
  /** What to do next. */
  readonly action: string;
  /** The HTTP status, or null where no answer came at all. */
  readonly status: number | null;
}

/** A request that came to nothing. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble.what, cause === undefined ? undefined : { cause });
    this.trouble = trouble;
  }
}

const UNREACHABLE: Trouble = {
  what: "Footnote cannot be reached.",
  action: "Check your connection and that Footnote is running, then try again.",
  status: null,
};

export function troubleOf(error: unknown): Trouble {
  return error instanceof RequestFailed ? error.trouble : UNREACHABLE;
}

/** Reads a body of problem details (RFC 9457); a body of another kind still gets words, from the status. */
export function troubleOfBody(status: number, body: string): Trouble {
  const problem = parseObject(body);
  const text = (name: string) =>
    typeof problem[name] === "string" && problem[name] !== "" ? problem[name] : undefined;
  const fallback = wordsFor(status);
  return {
    what: text("detail") ?? text("title") ?? fallback.what,
    action: text("action") ?? fallback.action,
    status,
  };
}

function wordsFor(status: number): { what: string; action: string } {
  if (status === 404)
    return { what: "This is not here (any more).", action: "Look for it on the documents page." };
  if (status === 413) return { what: "This is too large.", action: "Split it and try again." };
  if (status === 503) return { what: "Footnote is busy.", action: "Try again in a moment." };
  if (status >= 500)
    return { what: "Something went wrong inside Footnote.", action: "Try again; the log knows the cause." };
  return { what: `The request was refused (${status}).`, action: "Change it and try again." };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
