import { FootnoteError } from "@footnote/contracts";
import { type Leave, openTurns, type Turns } from "@footnote/runtime";
import type { Stopping } from "./stopping.ts";

/** What computes: more at once only makes all of them later. */
const MOST_COMPUTING = 16;
/**
 * Answers that a language model writes mostly wait for it: at 20 a second, of two seconds each, 40 do on average and 60 now
 * and then (Little's law). Each holds some kilobytes.
 */
const MOST_WRITTEN = 64;
const MOST_WAITING = 128;

export interface Admitted {
  /** Aborted when the one who asked has left, or when the service has to end. */
  readonly signal: AbortSignal;
  /** To be called when the question is answered, or will not be. */
  readonly leave: Leave;
}

/** By what is asked for: nobody who searches waits behind answers that a slow model writes. */
export interface Admissions {
  readonly searches: Admission;
  readonly answers: Admission;
}

/** @param isWritten whether a language model writes answers */
export function openAdmissions(stopping: Stopping, isWritten: boolean): Admissions {
  const searches = new Admission(stopping, MOST_COMPUTING);
  return { searches, answers: isWritten ? new Admission(stopping, MOST_WRITTEN) : searches };
}

/**
 * Lets so many questions run at once and so many more wait in line; whoever comes after them is told to come
 * back, which costs less than an answer that arrives too late.
 */
export class Admission {
  readonly #turns: Turns;
  readonly #stopping: Stopping;

  constructor(stopping: Stopping, atOnce: number) {
    this.#turns = openTurns(atOnce);
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
