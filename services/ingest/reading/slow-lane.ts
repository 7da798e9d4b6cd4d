import { availableParallelism } from "node:os";
import { type Leave, openTurns } from "@footnote/runtime";
import type { ReadDocument } from "./read-document.ts";
import type { Job, ReaderThread, Reading } from "./reader-thread.ts";

/**
 * Where a file goes on that takes longer than others should wait. Few at once and at a low priority: a slow file keeps a
 * core busy, and may take as much memory as any.
 */
export class SlowLane {
  readonly #open: () => ReaderThread;
  readonly #turns = openTurns(Math.max(1, availableParallelism() >> 1));
  readonly #running = new Set<Promise<unknown>>();

  constructor(open: () => ReaderThread) {
    this.#open = open;
  }

  get hasPlace(): boolean {
    return this.#turns.isFree;
  }

  /** Takes the thread over and ends it. Where every place is taken, the file begins anew when there is one. */
  goOn(thread: ReaderThread, reading: Reading, job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    const leave = this.#turns.tryTake();
    const outcome = leave
      ? this.#finish(thread, reading, aborted, leave)
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
    const leave = await this.#turns.take(job.signal);
    const own = this.#open();
    return this.#finish(own, own.read(job), aborted, leave);
  }

  async #finish(
    thread: ReaderThread,
    reading: Reading,
    aborted: Promise<never>,
    leave: Leave,
  ): Promise<ReadDocument> {
    thread.yieldToOthers();
    try {
      return await Promise.race([aborted, reading.outcome]);
    } finally {
      await thread.kill();
      leave();
    }
  }
}
