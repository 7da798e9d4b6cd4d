import type { DocumentRow } from "@footnote/contracts";
import { useEffect, useState } from "preact/hooks";
import { documentPath, fetchDocuments } from "../api/documents.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { FileName } from "../format/file-name.tsx";

/** What stands below the empty question: how an answer looks, and a few documents that are there. */
export function Welcome() {
  const [documents, setDocuments] = useState<readonly DocumentRow[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    fetchDocuments({ state: "live", limit: 3 }, leaving.signal).then(
      (page) => setDocuments(page.documents),
      (error) => {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      },
    );
    return () => leaving.abort();
  }, []);

  if (trouble) return <TroubleNotice trouble={trouble} />;
  return (
    <div class="welcome">
      <p>Every sentence of an answer opens the passage it comes from.</p>
      {documents?.length === 0 && (
        <p>
          No document is answerable yet. <a href="/documents">Add files</a>
        </p>
      )}
      {documents && documents.length > 0 && (
        <section aria-labelledby="recent-title">
          <h2 id="recent-title">Among your documents</h2>
          <ul>
            {documents.map(({ document, title, key }) => (
              <li key={document}>
                <a href={documentPath({ document })}>{title ?? <FileName name={key} />}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
