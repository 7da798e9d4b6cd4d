import type { Clock } from "@footnote/runtime";

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const EPOCH = Date.parse("2030-01-01T00:00:00Z");

/**
 * Virtual time: a queue of events, run one at a time in the order of their instants. Between two of them everything
 * that can go on without another event does, so that the same seed always gives the same history.
 */
export class Scheduler {
  /** Milliseconds since the simulation began. */
  now = 0;
  steps = 0;
  readonly #keptLines: number;
  readonly #events: Event[] = [];
  #order = 0;
  #setBy = 0;
  readonly #lines: string[] = [];
  #digest = 0;

  /** @param keptLines how many of the last lines of the history can be read */
  constructor(keptLines: number) {
    this.#keptLines = keptLines;
  }

  /** Runs `run` so many milliseconds from now; the result takes it back. */
  after(milliseconds: number, run: () => void): () => void {
    const event = { at: this.now + milliseconds, order: this.#order++, run };
    let index = this.#events.length;
    while (index > 0 && (this.#events[index - 1]?.at ?? 0) > event.at) index--;
    this.#events.splice(index, 0, event);
    return () => {
      const at = this.#events.indexOf(event);
      if (at !== -1) this.#events.splice(at, 1);
    };
  }

  /** Runs what is due up to that instant, and calls `check` after each step. */
  async runUntil(instant: number, check: () => void): Promise<void> {
    await settled();
    for (;;) {
      const event = this.#events[0];
      if (event === undefined || event.at > instant) break;
      this.#events.shift();
      this.now = Math.max(this.now, event.at);
      this.steps++;
      event.run();
      await settled();
      check();
    }
    this.now = Math.max(this.now, instant);
  }

  /** What clocks show. */
  date(): Date {
    return new Date(EPOCH + this.now + this.#setBy);
  }

  /** Somebody sets all clocks forward or back. */
  setClock(milliseconds: number): void {
    this.#setBy += milliseconds;
    this.note(`the clock is set by ${Math.round(milliseconds / 1000)} s`);
  }

  /** A line of the history: who did what. */
  note(line: string): void {
    const stamped = `${(this.now / 1000).toFixed(3).padStart(10)} ${line}`;
    for (let index = 0; index < stamped.length; index++)
      this.#digest = (Math.imul(this.#digest, 31) + stamped.charCodeAt(index)) | 0;
    this.#lines.push(stamped);
    if (this.#lines.length > 2 * this.#keptLines) this.#lines.splice(0, this.#keptLines);
  }

  /** The last steps, to be read. */
  get trace(): string {
    return this.#lines.slice(-this.#keptLines).join("\n");
  }

  /** A hash of the whole history. */
  get digest(): string {
    return `${this.steps} steps, ${(this.#digest >>> 0).toString(16)}`;
  }
}

/** setImmediate comes after all microtasks, and nothing in a simulation waits for anything else. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function storeTimeOf(scheduler: Scheduler): { now(): Date; elapsed(): number } {
  return { now: () => scheduler.date(), elapsed: () => scheduler.now };
}

/** The scheduler's time for a program whose timers fire by way of `deliver`, which may hold them up or drop them. */
export function clockOn(scheduler: Scheduler, deliver: (run: () => void) => void): Clock {
  return {
    now: () => scheduler.date(),
    elapsed: () => scheduler.now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const cancel =
          milliseconds === Number.POSITIVE_INFINITY
            ? () => undefined
            : scheduler.after(milliseconds, () => deliver(wake));
        const wake = () => {
          cancel();
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        signal?.addEventListener("abort", wake);
      }),
  };
}
