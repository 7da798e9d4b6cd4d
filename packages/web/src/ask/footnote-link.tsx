import type { Citation } from "@footnote/contracts";
import type { TargetedMouseEvent } from "preact";
import { useId, useRef } from "preact/hooks";
import { documentPath } from "../app/paths.ts";
import { FootnotePreview } from "./footnote-preview.tsx";
import { placeOfCitation } from "./footnotes.ts";
import { usePreview } from "./use-preview.ts";

interface FootnoteLinkProps {
  readonly number: number;
  readonly citation: Citation | undefined;
  readonly open: boolean;
  onOpen(number: number): void;
}

/** The raised number behind a sentence. A link, so that it can be copied or opened beside; a plain click opens here. */
export function FootnoteLink({ number, citation, open, onOpen }: FootnoteLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const { isShown, hide, ...pointing } = usePreview();
  const id = useId();
  if (!citation) return null;
  const isPreviewed = isShown && !open;
  return (
    <sup onMouseEnter={pointing.onMouseEnter} onMouseLeave={pointing.onMouseLeave}>
      <a
        class="footnote-link"
        ref={link}
        href={documentPath(placeOfCitation(citation))}
        aria-label={`Footnote ${number}`}
        aria-current={open}
        aria-describedby={isPreviewed ? id : undefined}
        onKeyUp={pointing.onKeyUp}
        onBlur={hide}
        onClick={(event) =>
          openHere(event, () => {
            hide();
            onOpen(number);
          })
        }
      >
        {number}
      </a>
      {isPreviewed && link.current && <FootnotePreview citation={citation} id={id} of={link.current} />}
    </sup>
  );
}

export function openHere(event: TargetedMouseEvent<HTMLAnchorElement>, open: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
}
