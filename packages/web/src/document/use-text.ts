import type { DocumentText, Span } from "@footnote/contracts";
import { useCallback, useEffect, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { documentPath, type Place } from "../app/paths.ts";
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
    const { version } = place;
    footnote.text(place.document, { version, ...spanOf(place) }, leaving.signal).then(setText, (error) => {
      if (!leaving.signal.aborted) setTrouble(troubleOf(error));
    });
    return () => leaving.abort();
  }, [address]);

  const showMore = useCallback(
    async (side: Side) => {
      const span = text && spanBeyond(text, side);
      if (!text || !span) return;
      setLoading(side);
      setTrouble(null);
      try {
        const more = await footnote.text(text.document, { version: text.version, ...span });
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

function spanOf({ span, at }: Place): Span {
  return span ?? (at === undefined ? BEGINNING : { start: at, end: at });
}
