import { FootnoteError } from "@footnote/contracts";
import type { Clock } from "@footnote/runtime";

/** Whoever asks more seldom than this sends nobody here by what they hear. */
const ASKS_EVERY_MILLISECONDS = 60_000;

/**
 * Before a service refuses anything, those who send people here by its readiness hear that it is not ready any more, and have a
 * while to send them elsewhere. Everything is still answered meanwhile, on connections that are closed after it.
 */
export class Draining {
  readonly #clock: Pick<Clock, "elapsed" | "sleep">;
  #askedAt = Number.NEGATIVE_INFINITY;
  #isBegun = false;

  constructor(clock: Pick<Clock, "elapsed" | "sleep">) {
    this.#clock = clock;
  }

  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Somebody asks whether we are ready. @throws FootnoteError unavailable where we shall not be any more */
  mustBeReady(): void {
    this.#askedAt = this.#clock.elapsed();
    if (this.#isBegun)
      throw new FootnoteError("unavailable", "Footnote is about to stop.", {
        action: "Ask another one, or this one when it runs again.",
      });
  }

  /** Resolves after so long, or at once where nobody would hear of it. */
  async drain(milliseconds: number): Promise<void> {
    this.#isBegun = true;
    if (this.#clock.elapsed() - this.#askedAt > ASKS_EVERY_MILLISECONDS) return;
    await this.#clock.sleep(milliseconds);
  }
}
