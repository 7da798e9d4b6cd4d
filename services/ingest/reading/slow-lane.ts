import { availableParallelism } from "node:os";
import type { ReadDocument } from "./read-document.ts";
import type { Job, ReaderThread, Reading } from "./reader-thread.ts";
import { Turns } from "./turns.ts";

/**
 * Where a file goes on that takes longer than others should wait. Few at once and at a low priority: a slow file keeps a
 * core busy, and may take as much memory as any.
 */
export class SlowLane {
  readonly #open: () => ReaderThread;
  readonly #turns = new Turns(Math.max(1, availableParallelism() >> 1));
  readonly #running = new Set<Promise<unknown>>();

  constructor(open: () => ReaderThread) {
    this.#open = open;
  }

  get hasPlace(): boolean {
    return this.#turns.hasFree;
  }

  /** Takes the thread over and ends it. Where every place is taken, the file begins anew when there is one. */
  goOn(thread: ReaderThread, reading: Reading, job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    const outcome = this.#turns.tryTake()
      ? this.#finish(thread, reading, aborted)
      : this.#beginAnew(thread, job, aborted);
    this.#running.add(outcome);
    const forget = () => this.#running.delete(outcome);
    outcome.then(forget, forget);
    return outcome;
  }

  /** Resolves when nothing runs here; whoever closes aborts it first. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #beginAnew(thread: ReaderThread, job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    await thread.kill();
    await this.#turns.take(aborted);
    const own = this.#open();
    return this.#finish(own, own.read(job), aborted);
  }

  async #finish(thread: ReaderThread, reading: Reading, aborted: Promise<never>): Promise<ReadDocument> {
    thread.yieldToOthers();
    try {
      return await Promise.race([aborted, reading.outcome]);
    } finally {
      await thread.kill();
      this.#turns.giveBack();
    }
  }
}
