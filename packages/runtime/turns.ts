export type Leave = () => void;

/** A semaphore: so many hold a turn at once, the others wait in the order in which they came. */
export interface Turns {
  /** How many hold a turn. */
  readonly held: number;
  /** How many wait for one. */
  readonly waiting: number;
  /** Whether one could be taken now. */
  readonly isFree: boolean;
  /** What gives the turn back, once; undefined where none is free. */
  tryTake(): Leave | undefined;
  /** Resolves to what gives the turn back, once. An abort leaves the line at once, with the signal's reason. */
  take(signal: AbortSignal): Promise<Leave>;
  /** Runs the job with a turn. */
  run<T>(job: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function openTurns(atOnce: number): Turns {
  let held = 0;
  const waiting = new Set<() => void>();

  function tryTake(): Leave | undefined {
    if (held >= atOnce) return undefined;
    held++;
    return leaveOnce();
  }

  async function take(signal: AbortSignal): Promise<Leave> {
    signal.throwIfAborted();
    const leave = tryTake();
    if (leave !== undefined) return leave;
    await turn(signal);
    return leaveOnce();
  }

  function leaveOnce(): Leave {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      // A turn that is handed on stays held, so that nobody who comes meanwhile takes it as well.
      const [next] = waiting;
      if (next === undefined) held--;
      else next();
    };
  }

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        waiting.delete(begin);
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(begin);
        reject(signal.reason);
      };
      waiting.add(begin);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  return {
    get held() {
      return held;
    },
    get waiting() {
      return waiting.size;
    },
    get isFree() {
      return held < atOnce;
    },
    tryTake,
    take,
    async run(job, signal) {
      const leave = await take(signal);
      try {
        return await job();
      } finally {
        leave();
      }
    },
  };
}
