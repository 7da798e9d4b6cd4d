import { openTurns, type Turns } from "@footnote/runtime";
import type { ReadDocument } from "./read-document.ts";
import type { Job, ReaderThread } from "./reader-thread.ts";

/** Reads files that cost so much that each gets a thread of its own, at a low priority, and few are read at once. */
export class OwnThreadLane {
  readonly #open: () => ReaderThread;
  readonly #turns: Turns;
  readonly #running = new Set<Promise<unknown>>();

  constructor(open: () => ReaderThread, places: number) {
    this.#open = open;
    this.#turns = openTurns(places);
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
    const leave = await this.#turns.take(job.signal);
    const thread = this.#open();
    try {
      thread.yieldToOthers();
      return await Promise.race([aborted, thread.read(job).outcome]);
    } finally {
      await thread.kill();
      leave();
    }
  }
}
