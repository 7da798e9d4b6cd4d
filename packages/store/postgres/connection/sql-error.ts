import { FootnoteError } from "@footnote/contracts";

/** What Postgres says of a statement that it refuses; `code` is its SQLSTATE. */
export interface Refusal {
  readonly message: string;
  readonly code?: string | undefined;
}

const DISK_FULL = "53100";

/** As the store reports it, the SQLSTATE in its cause, and nothing of what the statement was given. */
export function sqlError({ message, code }: Refusal): FootnoteError {
  const cause = Object.assign(new Error(withoutValues(message, code)), { code });
  // While it writes its log Postgres gives no code, only the system's words.
  if (code === DISK_FULL || message.includes("No space left on device")) {
    return new FootnoteError("store_failed", "There is no room left on the disk that holds the index.", {
      action: "Make room on it: what waits is then ingested by itself.",
      cause,
    });
  }
  return storeFailed(cause.message, cause);
}

export function storeFailed(message: string, cause: unknown): FootnoteError {
  return new FootnoteError("store_failed", `The database refused: ${message}`, {
    action: "It is tried again by itself; if it stays, look at the free disk space and the log.",
    cause,
  });
}

/** The SQLSTATE of an error that `sqlError` made. */
export function sqlState(error: unknown): string | undefined {
  const cause = error instanceof FootnoteError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/** Of a value that it cannot take Postgres says what it is, in quotation marks: text of a document, or a question. */
function withoutValues(message: string, code: string | undefined): string {
  return code?.startsWith("22") ? message.replace(/"[\s\S]*"/, "(a value)") : message;
}
