import { useEffect, useState } from "preact/hooks";

/** State that outlives the page that shows it: an answer goes on streaming while its reader looks elsewhere. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** The result ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  const [, setRevision] = useState(0);
  useEffect(() => store.subscribe(() => setRevision((revision) => revision + 1)), [store]);
  return store.get();
}
