import { type Clock, firstAbort, fullJitter, type Logger } from "@footnote/runtime";

const RETRY = { base: 500, cap: 15_000 };

/**
 * Does this, one after the other, and all of it again for as long as it fails, until `isOver`. False where that came first: whoever hangs
 * keeps nobody.
 */
export async function untilTakenIn(
  steps: readonly (() => Promise<void>)[],
  parts: {
    readonly clock: Clock;
    readonly log: Logger;
    /** Names what is taken in, for the log. */
    readonly about: Readonly<Record<string, unknown>>;
    readonly signal: AbortSignal;
    isOver(): boolean;
  },
): Promise<boolean> {
  const { clock, log, about, signal, isOver } = parts;
  using stopped = firstAbort([signal]);
  for (let attempt = 1; ; attempt++) {
    if (signal.aborted || isOver()) return false;
    try {
      for (const step of steps) await Promise.race([step(), stopped.promise]);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      log.warn({ ...about, err: error }, "Events could not be taken in; it is tried again.");
      await clock.sleep(fullJitter(attempt, RETRY), signal);
    }
  }
}
