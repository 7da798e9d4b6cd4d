import { type ErrorCode, FootnoteError } from "@footnote/contracts";

/** A model's server did not do what it was asked for. */
export class GenerationTrouble extends FootnoteError {
  /** Milliseconds that the server asked to be left alone; 0 where it did not. */
  readonly wait: number;

  constructor(code: ErrorCode, message: string, action: string, cause: unknown, wait = 0) {
    super(code, message, { action, cause });
    this.wait = wait;
  }
}
