import type { Citation } from "@footnote/contracts";
import type { ComponentChildren } from "preact";
import { documentPath } from "../app/paths.ts";
import { LinksFrom } from "../look/document-link.tsx";
import { openHere } from "./footnote-link.tsx";
import { type NumberedAnswer, type NumberedPart, placeOfCitation, runsOf } from "./footnotes.ts";
import { withoutTitle } from "./place-in.ts";
import { RunOfParts } from "./run-of-parts.tsx";

interface ClosestPassagesProps {
  readonly answer: NumberedAnswer;
  /** What stands behind a part's last words. */
  endOf(part: NumberedPart): ComponentChildren;
  onOpen(number: number): void;
}

/** Passages that may answer, each below the place that it stands in: they are read one by one, and not as one text. */
export function ClosestPassages({ answer, endOf, onOpen }: ClosestPassagesProps) {
  return (
    <ol class="answer-text passages">
      {runsOf(answer.parts).map((run, at) => {
        const number = run[0]?.footnotes[0] ?? 0;
        const citation = answer.footnotes[number - 1];
        return (
          // Parts are only ever appended, so their place is their identity.
          <li key={at}>
            <LinksFrom.Provider value={citation}>
              {citation && <PassagePlace citation={citation} onOpen={() => onOpen(number)} />}
              <RunOfParts run={run} ends={run.map(endOf)} />
            </LinksFrom.Provider>
          </li>
        );
      })}
    </ol>
  );
}

function PassagePlace({ citation, onOpen }: { citation: Citation; onOpen(): void }) {
  const page = citation.page === null ? [] : [`page ${citation.page}`];
  return (
    <h3 class="passage-place">
      <a href={documentPath(placeOfCitation(citation))} onClick={(event) => openHere(event, onOpen)}>
        <bdi>{citation.title}</bdi>
      </a>
      {[...withoutTitle(citation), ...page].map((name, at) => (
        <span key={at}>
          {" "}
          › <bdi>{name}</bdi>
        </span>
      ))}
    </h3>
  );
}
