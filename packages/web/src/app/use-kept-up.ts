import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Trouble, troubleOf } from "../api/trouble.ts";
import { nextDelay } from "./back-off.ts";

export interface KeptUp<Value> {
  /** Null until it is there. */
  readonly value: Value | null;
  readonly trouble: Trouble | null;
  refresh(): void;
}

/**
 * What is asked for again while something still happens to it, ever more seldom while nothing is new.
 * @param fetchIt the same function each time, else it is asked for anew; and so are the others
 * @param newsOf what tells whether anything is new: all of it where nothing is said
 */
export function useKeptUp<Value>(
  fetchIt: (signal: AbortSignal) => Promise<Value>,
  isUnsettled: (value: Value) => boolean,
  newsOf: (value: Value) => unknown = allOf,
): KeptUp<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [asked, setAsked] = useState(0);
  const known = useRef("");

  // `asked` only grows: it is how a refresh is asked for.
  useEffect(() => {
    const leaving = new AbortController();
    let timer: number | undefined;
    let delay = 0;
    const look = async () => {
      try {
        const next = await fetchIt(leaving.signal);
        setValue(next);
        setTrouble(null);
        const now = JSON.stringify(newsOf(next));
        delay = nextDelay(delay, now !== known.current);
        known.current = now;
        if (isUnsettled(next)) timer = window.setTimeout(look, delay);
      } catch (error) {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      }
    };
    void look();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [fetchIt, isUnsettled, newsOf, asked]);

  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  return { value, trouble, refresh };
}

function allOf(value: unknown): unknown {
  return value;
}
