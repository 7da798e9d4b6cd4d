import type { DocumentRow, DocumentState } from "@footnote/contracts";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { StatusWithBuckets } from "../../api/documents.ts";
import { fetchDocuments, fetchStatus } from "../../api/documents.ts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { nextDelay } from "../back-off.ts";
import { noteCatalogue, uploads } from "../upload/uploads.ts";

const PAGE = 50;

export interface DocumentList {
  readonly status: StatusWithBuckets;
  readonly rows: readonly DocumentRow[];
  /** Whether there is another page. */
  readonly more: boolean;
}

export interface ShownList {
  /** Null until it is there for the first time. */
  readonly list: DocumentList | null;
  readonly trouble: Trouble | null;
  showMore(): void;
  refresh(): void;
}

/** The documents in a state (or in all) with the counts, kept up to date while anything is unsettled. */
export function useDocumentList(state: DocumentState | undefined): ShownList {
  const [list, setList] = useState<DocumentList | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [pages, setPages] = useState(1);
  const [asked, setAsked] = useState(0);
  const counts = useRef("");

  // `asked` only grows: it is how a refresh is asked for.
  useEffect(() => {
    const leaving = new AbortController();
    let timer: number | undefined;
    let delay = 0;
    const look = async () => {
      try {
        const next = await load(state, pages, leaving.signal);
        setList(next);
        setTrouble(null);
        const now = JSON.stringify(next.status.documents);
        delay = nextDelay(delay, now !== counts.current);
        counts.current = now;
        if (isUnsettled(next.status)) timer = window.setTimeout(look, delay);
      } catch (error) {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      }
    };
    void look();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [state, pages, asked]);

  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  const showMore = useCallback(() => setPages((count) => count + 1), []);
  useEffect(() => {
    // Whoever comes back to the page sees how things are now.
    const look = () => document.visibilityState === "visible" && refresh();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [refresh]);

  return { list, trouble, showMore, refresh };
}

async function load(
  state: DocumentState | undefined,
  pages: number,
  signal: AbortSignal,
): Promise<DocumentList> {
  const queued = hasUnsettledUploads() ? await fetchDocuments({ state: "queued", limit: 100 }, signal) : null;
  const status = await fetchStatus(signal);
  // By document: one that changes while its pages are being read can stand on two of them.
  const byDocument = new Map<string, DocumentRow>();
  let after: string | undefined;
  for (let page = 0; page < pages; page++) {
    const { documents, next } = await fetchDocuments({ state, limit: PAGE, after }, signal);
    for (const row of documents) byDocument.set(row.document, row);
    after = next ?? undefined;
    if (after === undefined) break;
  }
  const rows = [...byDocument.values()];
  if (queued) {
    noteCatalogue({
      queued: queued.documents,
      moreQueued: queued.next !== null,
      problems: status.problems,
      rows,
    });
  }
  return { status, rows, more: after !== undefined };
}

function isUnsettled(status: StatusWithBuckets): boolean {
  return status.documents.queued + status.documents.failed > 0 || hasUnsettledUploads();
}

function hasUnsettledUploads(): boolean {
  return uploads.get().some(({ phase }) => phase === "received");
}
