import type { Citation } from "@footnote/contracts";
import { documentPath } from "../app/paths.ts";
import { AlsoIn } from "./also-in.tsx";
import { beginningOf } from "./beginning-of.ts";
import { openHere } from "./footnote-link.tsx";
import { byDocument, type NumberedCitation, placeOfCitation } from "./footnotes.ts";
import { placeIn } from "./place-in.ts";
import { SourceFacts } from "./source-facts.tsx";

interface FootnoteListProps {
  readonly label: string;
  readonly footnotes: readonly Citation[];
  readonly open: number | undefined;
  onOpen(number: number): void;
}

/** The documents that an answer rests on, each with its footnotes and what they quote. */
export function FootnoteList({ label, footnotes, open, onOpen }: FootnoteListProps) {
  if (footnotes.length === 0) return null;
  return (
    <section class="footnotes beside" aria-label={label}>
      <h2>Footnotes</h2>
      <ul class="sources">
        {byDocument(footnotes).map((group) => (
          <Source key={group[0]?.number} group={group} open={open} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Source({
  group,
  open,
  onOpen,
}: { group: readonly NumberedCitation[] } & Omit<FootnoteListProps, "footnotes" | "label">) {
  const [first] = group;
  if (first === undefined) return null;
  const { citation } = first;
  return (
    <li>
      <p class="footnote-title" dir="auto">
        {citation.title}
      </p>
      <SourceFacts citation={citation} />
      <AlsoIn document={citation.document} places={citation.places} />
      <ol>
        {group.map(({ number, citation }) => (
          <li key={number} value={number} class={open === number ? "open" : undefined}>
            <a
              href={documentPath(placeOfCitation(citation))}
              aria-current={open === number}
              onClick={(event) => openHere(event, () => onOpen(number))}
            >
              {placeIn(citation)}
            </a>
            <q class="quoted" dir="auto">
              {beginningOf(citation.quote)}
            </q>
          </li>
        ))}
      </ol>
    </li>
  );
}
