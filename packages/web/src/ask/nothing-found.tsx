import type { NearestPassage } from "@footnote/contracts";
import { useEffect, useState } from "preact/hooks";
import { documentPath, fetchStatus } from "../api/documents.ts";
import { Facts } from "../document/facts.tsx";
import { countOf } from "../format/quantity.ts";
import { AlsoIn } from "./also-in.tsx";
import { withoutTitle } from "./footnote-list.tsx";

interface NothingFoundProps {
  readonly searched: number | null;
  readonly nearest: readonly NearestPassage[];
  /** The past moment that was searched; null for now. */
  readonly asOf: string | null;
}

/** Says plainly that nothing was found, in how much, and what could be the reason. */
export function NothingFound({ searched, nearest, asOf }: NothingFoundProps) {
  const unread = useUnreadCount();
  return (
    <div class="nothing-found">
      <h2>Nothing relevant was found</h2>
      <p>
        {asOf !== null && "What is still kept of that time does not answer this. "}
        {searched !== null && searchedWords(searched)}
        Other words may find more: those that the document itself would use.
      </p>
      <p>
        {unread > 0
          ? `${countOf(unread, "file")} could not be read and ${unread === 1 ? "was" : "were"} not searched. `
          : "A file that failed to be read is not searched. "}
        <a href="/documents">Look at the documents</a>
      </p>
      <NearestList passages={nearest} />
    </div>
  );
}

/** Not an answer, but perhaps the page on which to go on looking. */
function NearestList({ passages }: { passages: readonly NearestPassage[] }) {
  if (passages.length === 0) return null;
  return (
    <section class="footnotes" aria-labelledby="nearest-title">
      <h2 id="nearest-title">What came nearest</h2>
      <ul class="nearest">
        {passages.map(({ document, version, bucket, key, title, headingPath, page, start, end, places }) => {
          const path = documentPath({ document, version, span: { start, end } });
          return (
            <li key={path}>
              <a class="footnote-title" href={path}>
                {title}
              </a>
              <Facts
                bucket={bucket}
                fileKey={key}
                version={version}
                headingPath={withoutTitle({ headingPath, title })}
                page={page}
              />
              <AlsoIn document={document} places={places} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function searchedWords(documents: number): string {
  if (documents === 0) return "No document is answerable yet, so there was nothing to search. ";
  if (documents === 1)
    return "The one document that is answerable was searched, and it does not answer this. ";
  return `${countOf(documents, "document")} were searched, and none of them answers this. `;
}

function useUnreadCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    // The count only adds to the words above: without it they still hold.
    fetchStatus(leaving.signal).then(
      ({ documents }) => setCount(documents.failed + documents.dead),
      () => {},
    );
    return () => leaving.abort();
  }, []);
  return count;
}
