import type { Citation } from "@footnote/contracts";
import type { TargetedMouseEvent } from "preact";
import { documentPath } from "../api/documents.ts";
import { placeOfCitation } from "./footnotes.ts";

interface FootnoteLinkProps {
  readonly number: number;
  readonly citation: Citation | undefined;
  readonly open: boolean;
  onOpen(number: number): void;
}

/** The raised number behind a sentence. A link, so that it can be copied or opened beside; a plain click opens here. */
export function FootnoteLink({ number, citation, open, onOpen }: FootnoteLinkProps) {
  if (!citation) return null;
  return (
    <sup>
      <a
        class="footnote-link"
        href={documentPath(placeOfCitation(citation))}
        aria-label={`Footnote ${number}`}
        aria-current={open}
        onClick={(event) => openHere(event, () => onOpen(number))}
      >
        {number}
      </a>
    </sup>
  );
}

export function openHere(event: TargetedMouseEvent<HTMLAnchorElement>, open: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
}
