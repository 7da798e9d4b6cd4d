import type { Citation } from "@footnote/contracts";
import { documentPath } from "../api/documents.ts";
import { Facts } from "../document/facts.tsx";
import { AlsoIn } from "./also-in.tsx";
import { openHere } from "./footnote-link.tsx";
import { placeOfCitation } from "./footnotes.ts";

interface FootnoteListProps {
  readonly footnotes: readonly Citation[];
  readonly open: number | undefined;
  onOpen(number: number): void;
}

export function FootnoteList({ footnotes, open, onOpen }: FootnoteListProps) {
  if (footnotes.length === 0) return null;
  return (
    <section class="footnotes" aria-labelledby="footnotes-title">
      <h2 id="footnotes-title">Footnotes</h2>
      <ol>
        {footnotes.map((citation, at) => (
          <li key={documentPath(placeOfCitation(citation))} class={open === at + 1 ? "open" : undefined}>
            <a
              class="footnote-title"
              href={documentPath(placeOfCitation(citation))}
              aria-current={open === at + 1}
              onClick={(event) => openHere(event, () => onOpen(at + 1))}
            >
              {citation.title}
            </a>
            <Facts
              bucket={citation.bucket}
              fileKey={citation.key}
              version={citation.version}
              headingPath={withoutTitle(citation)}
              page={citation.page}
            />
            <AlsoIn document={citation.document} places={citation.places} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The heading path begins with the document's title, which already stands above it. */
export function withoutTitle({
  headingPath,
  title,
}: Pick<Citation, "headingPath" | "title">): readonly string[] {
  return headingPath[0] === title ? headingPath.slice(1) : headingPath;
}
