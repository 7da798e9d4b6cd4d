import type { DocumentHistory } from "@footnote/contracts";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { nextDelay } from "../app/back-off.ts";

export interface ShownHistory {
  /** Null until it is there. */
  readonly history: DocumentHistory | null;
  readonly trouble: Trouble | null;
  refresh(): void;
}

/** What happened to a document, kept up to date while something still happens to it. */
export function useHistory(document: string): ShownHistory {
  const [history, setHistory] = useState<DocumentHistory | null>(null);
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
        const next = await footnote.history(document, leaving.signal);
        setHistory(next);
        setTrouble(null);
        const now = JSON.stringify(next);
        delay = nextDelay(delay, now !== known.current);
        known.current = now;
        if (next.state === "queued" || next.state === "failed") timer = window.setTimeout(look, delay);
      } catch (error) {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      }
    };
    void look();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [document, asked]);

  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  return { history: history?.document === document ? history : null, trouble, refresh };
}
