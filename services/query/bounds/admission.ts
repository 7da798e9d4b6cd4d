import { FootnoteError } from "@footnote/contracts";
import { type Leave, openTurns } from "@footnote/runtime";
import type { Stopping } from "./stopping.ts";

const MOST_AT_ONCE = 16;
const MOST_WAITING = 128;

export interface Admitted {
  /** Aborted when the one who asked has left, or when the service has to end. */
  readonly signal: AbortSignal;
  /** To be called when the question is answered, or will not be. */
  readonly leave: Leave;
}

/**
 * Lets so many questions run at once and so many more wait in line; whoever comes after them is told to come
 * back, which costs less than an answer that arrives too late.
 */
export class Admission {
  readonly #turns = openTurns(MOST_AT_ONCE);
  readonly #stopping: Stopping;

  constructor(stopping: Stopping) {
    this.#stopping = stopping;
  }

  /** Whoever gives up leaves the line at once. @throws FootnoteError overloaded, unavailable; the caller's reason */
  async enter(caller: AbortSignal): Promise<Admitted> {
    if (this.#turns.waiting >= MOST_WAITING) {
      throw new FootnoteError("overloaded", "Too many questions are being answered right now.", {
        action: "Ask again in a few seconds.",
      });
    }
    const over = this.#stopping.enter();
    try {
      const giveBack = await this.#turns.take(AbortSignal.any([caller, this.#stopping.refusing]));
      return {
        signal: AbortSignal.any([caller, this.#stopping.ending]),
        leave() {
          giveBack();
          over();
        },
      };
    } catch (error) {
      over();
      throw error;
    }
  }
}
