import { inspect } from "node:util";
import { asFootnoteError, FootnoteError } from "@footnote/contracts";
import type { ErrorData } from "./messages.ts";

/** Enough of a cause to find the line that threw, not the file's content. */
const LONGEST_CAUSE = 4_000;

export function dataOf(thrown: unknown): ErrorData {
  const { code, message, action, cause } = asFootnoteError(thrown);
  return { code, message, action, cause: inspect(cause).slice(0, LONGEST_CAUSE) };
}

export function errorOf({ code, message, action, cause }: ErrorData): FootnoteError {
  return new FootnoteError(code, message, { action, cause });
}
