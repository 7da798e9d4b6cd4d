import { availableParallelism } from "node:os";
import { FootnoteError } from "@footnote/contracts";
import { type Leave, openTurns, type Turns } from "@footnote/runtime";
import type { Stopping } from "./stopping.ts";

/**
 * Questions that compute: more at once only makes all of them later. Two for each processor, since each waits for the database
 * half of its time.
 */
export const MOST_COMPUTING = Math.max(4, 2 * availableParallelism());
/**
 * Answers that a language model writes mostly wait for it: at 20 a second, of two seconds each, 40 do on average and 60 now
 * and then (Little's law). Each holds some kilobytes.
 */
const MOST_WRITTEN = 64;
const MOST_WAITING = 128;
/** Of three seconds in which an answer shall be there. Who would wait longer hears at once that others are before them. */
const LONGEST_WAIT_MILLISECONDS = 2_000;

export interface Admitted {
  /** Aborted when the one who asked has left, or when the service has to end. */
  readonly signal: AbortSignal;
  /** To be called when all is found and read that a language model is asked with: from then on others may compute. */
  readonly computed: Leave;
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
  const computing = openTurns(MOST_COMPUTING);
  const searches = new Admission(stopping, computing);
  return {
    searches,
    answers: isWritten ? new Admission(stopping, computing, openTurns(MOST_WRITTEN)) : searches,
  };
}

/**
 * Lets so many questions run at once and so many more wait in line, for so long; the others are told to come
 * back, which costs less than an answer that arrives too late.
 */
export class Admission {
  readonly #stopping: Stopping;
  readonly #computing: Turns;
  /** Turns that are held until the answer is there, where a model writes it. */
  readonly #written: Turns | undefined;

  constructor(stopping: Stopping, computing: Turns, written?: Turns) {
    this.#stopping = stopping;
    this.#computing = computing;
    this.#written = written;
  }

  /** Whoever gives up leaves the line at once. @throws FootnoteError overloaded, unavailable; the caller's reason */
  async enter(caller: AbortSignal): Promise<Admitted> {
    if (this.#computing.waiting + (this.#written?.waiting ?? 0) >= MOST_WAITING) throw overloaded();
    const tooLong = new AbortController();
    const timer = setTimeout(() => tooLong.abort(overloaded()), LONGEST_WAIT_MILLISECONDS);
    const over = this.#stopping.enter();
    try {
      const until = AbortSignal.any([caller, this.#stopping.refusing, tooLong.signal]);
      const { computed, leave } = await this.#take(until);
      return {
        signal: AbortSignal.any([caller, this.#stopping.ending]),
        computed,
        leave() {
          leave();
          over();
        },
      };
    } catch (error) {
      over();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #take(until: AbortSignal): Promise<Pick<Admitted, "computed" | "leave">> {
    const written = this.#written && (await this.#written.take(until));
    try {
      const computed = await this.#computing.take(until);
      if (written === undefined) return { computed: () => undefined, leave: computed };
      return {
        computed,
        leave() {
          computed();
          written();
        },
      };
    } catch (error) {
      written?.();
      throw error;
    }
  }
}

function overloaded(): FootnoteError {
  return new FootnoteError("overloaded", "Too many questions are being answered right now.", {
    action: "Ask again in a few seconds.",
  });
}
