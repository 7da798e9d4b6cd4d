import { availableParallelism } from "node:os";
import type { ReadDocument } from "./read-document.ts";
import type { Job, ReaderThread } from "./reader-thread.ts";
import { Turns } from "./turns.ts";

/** How many files are recognised at once: half of the cores, so that reading and answering keep theirs. */
export const RECOGNISED_AT_ONCE = Math.max(1, availableParallelism() >> 1);

/** Reads files whose pages are pictures: minutes each, at a low priority, and no file of text ever behind one. */
export class RecognitionLane {
  readonly #open: () => ReaderThread;
  readonly #turns = new Turns(RECOGNISED_AT_ONCE);
  readonly #running = new Set<Promise<unknown>>();

  constructor(open: () => ReaderThread) {
    this.#open = open;
  }

  read(job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    const outcome = this.#inTurn(job, aborted);
    this.#running.add(outcome);
    const forget = () => this.#running.delete(outcome);
    outcome.then(forget, forget);
    return outcome;
  }

  /** Resolves when nothing runs here; whoever closes aborts it first. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #inTurn(job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    await this.#turns.take(aborted);
    const thread = this.#open();
    try {
      thread.yieldToOthers();
      return await Promise.race([aborted, thread.read(job).outcome]);
    } finally {
      await thread.kill();
      this.#turns.giveBack();
    }
  }
}
