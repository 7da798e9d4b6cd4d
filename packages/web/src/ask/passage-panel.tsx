import type { Citation } from "@footnote/contracts";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { documentPath } from "../app/paths.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { Blocks } from "../document/blocks.tsx";
import { Facts } from "../document/facts.tsx";
import { isDrawn, lookOf, Picture } from "../document/page-picture.tsx";
import { revealMark } from "../document/reveal.ts";
import { useText } from "../document/use-text.ts";
import { AlsoIn } from "./also-in.tsx";
import { placeOfCitation } from "./footnotes.ts";
import { withoutTitle } from "./place-in.ts";
import { useDialog } from "./use-dialog.ts";

interface PassagePanelProps {
  readonly number: number;
  /** How many footnotes there are. */
  readonly of: number;
  readonly citation: Citation;
  onOpen(number: number): void;
  onClose(): void;
}

/** The passage of a footnote, highlighted in its document: beside the answer, or over it on a small screen. */
export function PassagePanel({ number, of, citation, onOpen, onClose }: PassagePanelProps) {
  const place = placeOfCitation(citation);
  const { text, trouble } = useText(place);
  const dialog = useDialog(number, onClose);
  const title = useRef<HTMLHeadingElement>(null);
  const passage = useRef<HTMLDivElement>(null);
  const [isPictured, setPictured] = useState(false);

  // Another footnote is another passage to read.
  useLayoutEffect(() => title.current?.focus(), [number]);
  useLayoutEffect(() => {
    if (text && passage.current) revealMark(passage.current);
  }, [text]);

  return (
    <dialog class="panel" ref={dialog} aria-labelledby="panel-title" onCancel={cancelWith(onClose)}>
      <header class="panel-header">
        <p class="panel-number">
          Footnote {number}
          {of > 1 && ` of ${of}`}
        </p>
        <button type="button" class="panel-close" onClick={onClose}>
          Close
        </button>
        <h2 id="panel-title" tabIndex={-1} ref={title} dir="auto">
          {citation.title}
        </h2>
        <Facts
          bucket={citation.bucket}
          fileKey={citation.key}
          writtenAt={citation.writtenAt}
          headingPath={withoutTitle(citation)}
          page={citation.page}
        />
        <AlsoIn document={citation.document} places={citation.places} />
        {text && !text.live && (
          <p class="panel-notice">The document has changed since; this is the version cited.</p>
        )}
        <div class="panel-ways">
          <a href={documentPath(place)}>Open the document</a>
          {text && isDrawn(text.format) && citation.page !== null && (
            <button
              type="button"
              class="as-link"
              aria-expanded={isPictured}
              onClick={() => {
                setPictured(!isPictured);
                passage.current?.scrollTo({ top: 0 });
              }}
            >
              {lookOf(text.format, citation.page)}
            </button>
          )}
          {of > 1 && (
            <p class="panel-steps">
              <button type="button" disabled={number === 1} onClick={() => onOpen(number - 1)}>
                Previous
              </button>
              <button type="button" disabled={number === of} onClick={() => onOpen(number + 1)}>
                Next
              </button>
            </p>
          )}
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse */}
      <section class="panel-text" ref={passage} aria-label="Passage" tabIndex={0}>
        {text && isPictured && citation.page !== null && (
          <div class="page-picture">
            <Picture
              key={number}
              document={text.document}
              version={text.version}
              page={citation.page}
              span={place.span}
            />
          </div>
        )}
        {text ? (
          <Blocks window={text} mark={place.span} topLevel={3} />
        ) : (
          <blockquote class="quote">
            <mark>{citation.quote}</mark>
          </blockquote>
        )}
        {trouble && <TroubleNotice trouble={trouble} />}
      </section>
    </dialog>
  );
}

/** A close request (the back gesture of a phone) leaves it to the address whether the panel is open. */
function cancelWith(onClose: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    onClose();
  };
}
