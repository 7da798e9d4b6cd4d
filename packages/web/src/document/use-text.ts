import type { DocumentText } from "@footnote/contracts";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Place } from "../api/documents.ts";
import { documentPath, fetchText } from "../api/documents.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import type { Side } from "./window.ts";
import { BEGINNING, joinWindows, spanBeyond } from "./window.ts";

export interface ShownText {
  /** Null until the first window is there. */
  readonly text: DocumentText | null;
  readonly trouble: Trouble | null;
  /** The side that is being loaded. */
  readonly loading: Side | null;
  showMore(side: Side): void;
}

/** The text around a place, which grows by a window at a time. */
export function useText(place: Place): ShownText {
  const [text, setText] = useState<DocumentText | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [loading, setLoading] = useState<Side | null>(null);

  const address = documentPath(place);
  // The address says all that the place does, and is the same string when the place is the same.
  useEffect(() => {
    const leaving = new AbortController();
    setText(null);
    setTrouble(null);
    fetchText(isBeginning(place) ? { ...place, span: BEGINNING } : place, leaving.signal).then(
      setText,
      (error) => {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      },
    );
    return () => leaving.abort();
  }, [address]);

  const showMore = useCallback(
    async (side: Side) => {
      const span = text && spanBeyond(text, side);
      if (!text || !span) return;
      setLoading(side);
      setTrouble(null);
      try {
        const more = await fetchText({ document: text.document, version: text.version, span });
        setText((shown) => (shown?.version === more.version ? joinWindows(shown, more) : shown));
      } catch (error) {
        setTrouble(troubleOf(error));
      } finally {
        setLoading(null);
      }
    },
    [text],
  );

  const current = text?.document === place.document && (!place.version || text.version === place.version);
  return { text: current ? text : null, trouble, loading, showMore };
}

function isBeginning({ span, at }: Place): boolean {
  return span === undefined && at === undefined;
}
