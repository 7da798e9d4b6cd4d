import { FootnoteError } from "@footnote/contracts";
import { type Leave, within } from "@footnote/runtime";

/** What was ended gets this long to notice. */
const LAST_MILLISECONDS = 1_000;

/**
 * How the service stops: from then on nothing new begins and what only waits gives up; what runs may end by itself for a
 * while, and is aborted then.
 */
export class Stopping {
  readonly #refusing = new AbortController();
  readonly #ending = new AbortController();
  readonly #allOver = Promise.withResolvers<void>();
  #underWay = 0;

  /** Aborted once nothing new may begin. */
  get refusing(): AbortSignal {
    return this.#refusing.signal;
  }

  /** Aborted once what runs has to end. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Counts what the stop has to wait for, until the result is called. */
  enter(): Leave {
    this.#underWay += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#underWay -= 1;
      if (this.#underWay === 0 && this.refusing.aborted) this.#allOver.resolve();
    };
  }

  /** Resolves when nothing runs any more, or a second after what still ran was told to end. */
  async stop(graceMilliseconds: number): Promise<void> {
    this.#refusing.abort(shuttingDown());
    if (this.#underWay === 0) return;
    if (await within(this.#allOver.promise, graceMilliseconds)) return;
    this.#ending.abort(shuttingDown());
    await within(this.#allOver.promise, LAST_MILLISECONDS);
  }
}

function shuttingDown(): FootnoteError {
  return new FootnoteError("unavailable", "Footnote is shutting down.", { action: "Ask again in a moment." });
}
