/** Runs at most `atOnce` jobs at a time, the others in the order in which they came. An abort leaves the line. */
export function openTurns(atOnce: number) {
  let running = 0;
  const waiting = new Set<() => void>();

  return async function inTurn<T>(job: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (running < atOnce) running++;
    else await turn(signal);
    try {
      return await job();
    } finally {
      // The turn is handed on, so `running` stays as it is.
      const [next] = waiting;
      if (next === undefined) running--;
      else next();
    }
  };

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
}
