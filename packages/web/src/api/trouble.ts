import { type ErrorCode, FootnoteError } from "@footnote/contracts";

/** What went wrong, in words for the person at the page. */
export interface Trouble {
  readonly what: string;
  /** What to do next. */
  readonly action: string;
  /** What the service calls it; null where no answer came at all, and for what was wrong before anything was asked. */
  readonly code: ErrorCode | null;
}

const UNREACHABLE: Trouble = {
  what: "Footnote cannot be reached.",
  action: "Check your connection and that Footnote is running, then try again.",
  code: null,
};

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof FootnoteError)) return UNREACHABLE;
  return { what: error.message, action: error.action, code: error.code };
}
