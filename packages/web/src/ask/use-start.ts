import type { Start } from "@footnote/client";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { type Trouble, troubleOf } from "../api/trouble.ts";
import { nextDelay } from "../app/back-off.ts";

/** How much there is, kept up to date while files still wait to be read. */
export function useStart(): { readonly start: Start | null; readonly trouble: Trouble | null } {
  const [start, setStart] = useState<Start | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    let timer: number | undefined;
    let waited = -1;
    let delay = 0;
    const look = async () => {
      try {
        const next = await footnote.start(leaving.signal);
        setStart(next);
        delay = nextDelay(delay, next.waiting !== waited);
        waited = next.waiting;
        if (next.waiting > 0) timer = window.setTimeout(look, delay);
      } catch (error) {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      }
    };
    void look();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, []);
  return { start, trouble };
}
