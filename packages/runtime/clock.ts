import { setTimeout } from "node:timers/promises";

/** Time as a part, so that a simulation can bring its own. */
export interface Clock {
  /** What people call the time: it can be set, back and forth and by days. Nothing is measured with it. */
  now(): Date;
  /** Milliseconds since some moment, which nobody can set: what durations are measured with. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts. Does not keep the process alive. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** setTimeout takes at most a 32-bit number of milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  async sleep(milliseconds, signal) {
    const options = { ref: false, ...(signal && { signal }) };
    // The only way that it can reject is the signal.
    await setTimeout(Math.min(milliseconds, LONGEST_TIMER), undefined, options).catch(() => undefined);
  },
};
