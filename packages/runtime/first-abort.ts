/** Rejects with what the first of the signals is aborted with; stops listening when disposed of. */
export function firstAbort(
  signals: readonly AbortSignal[],
): Disposable & { readonly promise: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  const listeners = signals.map((signal) => {
    const listener = () => reject(signal.reason);
    if (signal.aborted) listener();
    signal.addEventListener("abort", listener);
    return () => signal.removeEventListener("abort", listener);
  });
  // Nobody may be waiting any more when it rejects.
  promise.catch(() => {});
  return {
    promise,
    [Symbol.dispose]: () => {
      for (const stop of listeners) stop();
    },
  };
}
