import { useEffect, useState } from "preact/hooks";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";

/** What is asked for once, when it is there. @param fetchIt the same function each time, else it is asked for again */
export function useFetched<Value>(fetchIt: (signal: AbortSignal) => Promise<Value>): {
  readonly value: Value | null;
  readonly trouble: Trouble | null;
} {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    fetchIt(leaving.signal).then(setValue, (error) => {
      if (!leaving.signal.aborted) setTrouble(troubleOf(error));
    });
    return () => leaving.abort();
  }, [fetchIt]);
  return { value, trouble };
}
