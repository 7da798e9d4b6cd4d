import type { Citation } from "@footnote/contracts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatDate } from "../format/instant.ts";
import { beginningOf } from "./beginning-of.ts";
import { placeIn } from "./place-in.ts";

/** Between it and its number, and the edges of the window: pixels. */
const GAP = 8;

/** What a footnote quotes, and from where, beside its number while that is pointed at or reached by the keyboard. */
export function FootnotePreview({ citation, id, of }: { citation: Citation; id: string; of: HTMLElement }) {
  const shown = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (shown.current) place(shown.current, of.getBoundingClientRect());
  }, [of]);
  return (
    <span role="tooltip" id={id} class="footnote-preview" ref={shown}>
      <q dir="auto">{beginningOf(citation.quote)}</q>
      <span class="facts">
        <span dir="auto">{citation.title}</span>
        <span>{placeIn(citation)}</span>
        <span>changed {formatDate(citation.writtenAt)}</span>
      </span>
    </span>
  );
}

/** Below the number where there is room, else above it, and inside the window. */
function place(preview: HTMLElement, { left, top, bottom }: DOMRect): void {
  const { offsetWidth, offsetHeight, style } = preview;
  const isBelow = bottom + GAP + offsetHeight <= window.innerHeight;
  style.left = `${Math.max(GAP, Math.min(left - GAP, document.documentElement.clientWidth - offsetWidth - GAP))}px`;
  style.top = `${Math.max(GAP, isBelow ? bottom + GAP : top - GAP - offsetHeight)}px`;
}
