/**
 * Every error that Footnote reports, and whether trying again can help. Closed: what is not here becomes
 * `internal`. `retryable` decides between back-off and dead letter, and between HTTP 503 and 4xx.
 */
export const ERROR_CODES = {
  // A person's set-up
  configuration_invalid: { retryable: false },
  data_directory_in_use: { retryable: false },
  data_directory_unwritable: { retryable: false },
  model_damaged: { retryable: false },
  port_in_use: { retryable: false },
  // A request
  request_invalid: { retryable: false },
  request_too_large: { retryable: false },
  request_too_slow: { retryable: false },
  request_under_way: { retryable: true },
  key_reused: { retryable: false },
  forbidden: { retryable: false },
  not_found: { retryable: false },
  method_not_allowed: { retryable: false },
  overloaded: { retryable: true },
  unavailable: { retryable: true },
  // A bucket that is not there, or not the one that is known
  bucket_absent: { retryable: true },
  // A file in a bucket
  file_empty: { retryable: false },
  file_without_text: { retryable: false },
  file_template: { retryable: false },
  file_encrypted: { retryable: false },
  file_corrupt: { retryable: false },
  file_mislabelled: { retryable: false },
  file_too_large: { retryable: false },
  file_too_slow: { retryable: false },
  file_unsupported: { retryable: false },
  object_refused: { retryable: false },
  object_exists: { retryable: false },
  object_unreadable: { retryable: true },
  object_unsettled: { retryable: true },
  recognition_waiting: { retryable: true },
  // A part that Footnote rests on
  embedding_failed: { retryable: true },
  reranking_failed: { retryable: true },
  store_failed: { retryable: true },
  // A language model: it failed, its server refuses what we send, asks us to wait, cannot read so much, or may write no more
  generation_failed: { retryable: true },
  generation_refused: { retryable: false },
  rate_limited: { retryable: true },
  prompt_too_long: { retryable: false },
  budget_spent: { retryable: true },
  internal: { retryable: true },
} as const satisfies Record<string, { readonly retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Nothing is wrong with the file, it only holds nothing to read: nobody has to do anything about it. */
export const SKIPPED_CODES: readonly ErrorCode[] = ["file_empty", "file_without_text", "file_template"];

/**
 * @example throw new FootnoteError("file_encrypted", "The PDF is protected by a password.",
 *   { action: "Save a copy without a password and put that into the bucket.", cause });
 */
export class FootnoteError extends Error {
  override readonly name = "FootnoteError";
  readonly code: ErrorCode;
  /** What the person who reads this can do next, as a sentence. */
  readonly action: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly action: string; readonly cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.action = options.action;
  }

  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

/** The error itself where it is one of ours, else `internal` with the original kept as its cause. */
export function asFootnoteError(error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  return new FootnoteError("internal", "Something went wrong inside Footnote.", {
    action: "Look at the log for the cause; it is tried again by itself.",
    cause: error,
  });
}
