import { setTimeout as sleep } from "node:timers/promises";
import { openTurns } from "@footnote/runtime";
import type { ReadDocument } from "./read-document.ts";
import type { Job, ReaderThread, Reading } from "./reader-thread.ts";
import type { SlowLane } from "./slow-lane.ts";

/** Most files take less than a tenth of a second. A thread and its process take a second to start… */
const LEAST_PATIENCE_MILLISECONDS = 2_500;
const MOST_PATIENCE_MILLISECONDS = 30_000;
/** …and where they take longer, the machine is busy and so does every file: to start a thread for each would keep it busy. */
const PATIENCE_STARTS = 3;
const LOOK_AGAIN_MILLISECONDS = 250;
const NOT_YET = Symbol("not yet");

/** One thread that reads file after file. One that takes long goes on elsewhere, and the next does not wait for it. */
export class ReaderLane {
  readonly #open: () => ReaderThread;
  readonly #slow: SlowLane;
  readonly #turns = openTurns(1);
  readonly #unfinished = new Set<Promise<unknown>>();
  #thread: ReaderThread;
  #isClosed = false;

  constructor(open: () => ReaderThread, slow: SlowLane) {
    this.#open = open;
    this.#slow = slow;
    this.#thread = open();
  }

  read(job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    const outcome = this.#read(job, aborted);
    this.#unfinished.add(outcome);
    const forget = () => this.#unfinished.delete(outcome);
    outcome.then(forget, forget);
    return outcome;
  }

  /** Resolves when the thread is gone; whoever closes aborts what runs first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#unfinished);
    await this.#thread.kill();
  }

  async #read(job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    const leave = await this.#turns.take(job.signal);
    let thread: ReaderThread;
    let reading: Reading;
    try {
      thread = this.#thread;
      reading = thread.read(job);
      const outcome = await this.#patiently(thread, reading, aborted);
      if (outcome !== NOT_YET) return outcome;
      this.#thread = this.#open();
    } finally {
      leave();
    }
    return this.#slow.goOn(thread, reading, job, aborted);
  }

  /** The outcome, or that there is none for a while: then the thread is busy with the file still. */
  async #patiently(
    thread: ReaderThread,
    reading: Reading,
    aborted: Promise<never>,
  ): Promise<ReadDocument | typeof NOT_YET> {
    const done = new AbortController();
    let goesOn = false;
    try {
      // One that has just been started is no slow file.
      await Promise.race([aborted, thread.ready]);
      const impatient = this.#lossOfPatience(patienceFor(thread), done.signal);
      const outcome = await Promise.race([aborted, impatient, reading.outcome]);
      goesOn = outcome === NOT_YET;
      return outcome;
    } finally {
      done.abort();
      if (!goesOn && !reading.isReusable) await this.#replaceThread();
    }
  }

  /**
   * When others wait or there is room elsewhere. A file that would only wait there for a place stays while it disturbs
   * nobody: where the machine itself is slow, any file seems so.
   */
  async #lossOfPatience(patience: number, signal: AbortSignal): Promise<typeof NOT_YET> {
    let wait = patience;
    do {
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      wait = LOOK_AGAIN_MILLISECONDS;
    } while (!signal.aborted && this.#turns.waiting === 0 && !this.#slow.hasPlace);
    return NOT_YET;
  }

  async #replaceThread(): Promise<void> {
    await this.#thread.kill();
    if (!this.#isClosed) this.#thread = this.#open();
  }
}

/** Milliseconds that a file may take before it is a slow one: more where a thread for the next one costs more. */
export function patienceFor({ startMilliseconds }: Pick<ReaderThread, "startMilliseconds">): number {
  const patience = Math.max(LEAST_PATIENCE_MILLISECONDS, PATIENCE_STARTS * startMilliseconds);
  return Math.min(patience, MOST_PATIENCE_MILLISECONDS);
}
