import type { RunningStatus } from "@footnote/client";
import type { DocumentRow } from "@footnote/contracts";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { footnote } from "../../api/footnote.ts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { nextDelay } from "../../app/back-off.ts";
import { followUploads, uploads } from "../upload/uploads.ts";
import { askedFor, type Filter, filterPath } from "./filter.ts";

const PAGE = 50;

export interface DocumentList {
  readonly status: RunningStatus;
  readonly rows: readonly DocumentRow[];
  /** How many are found in all; null where nobody counted them. */
  readonly found: number | null;
  /** Whether there is another page. */
  readonly more: boolean;
}

export interface ShownList {
  /** Null until it is there for the first time. */
  readonly list: DocumentList | null;
  /** Whether what is shown is of another filter, while the one that was asked for is looked up. */
  readonly isLooking: boolean;
  readonly trouble: Trouble | null;
  showMore(): void;
  refresh(): void;
}

/** The documents that a filter asks for with the counts of all, kept up to date while anything is unsettled. */
export function useDocumentList(filter: Filter): ShownList {
  const address = filterPath(filter);
  const [shown, setShown] = useState<{ readonly address: string; readonly list: DocumentList } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [pages, setPages] = useState({ address, count: 1 });
  const [asked, setAsked] = useState(0);
  const counts = useRef("");
  const count = pages.address === address ? pages.count : 1;

  // `asked` only grows: it is how a refresh is asked for. The address says all that the filter does.
  useEffect(() => {
    const leaving = new AbortController();
    let timer: number | undefined;
    let delay = 0;
    const look = async () => {
      try {
        const next = await load(filter, count, leaving.signal);
        setShown({ address, list: next });
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
  }, [address, count, asked]);

  const refresh = useCallback(() => setAsked((times) => times + 1), []);
  const showMore = useCallback(() => setPages({ address, count: count + 1 }), [address, count]);
  useEffect(() => {
    // Whoever comes back to the page sees how things are now.
    const look = () => document.visibilityState === "visible" && refresh();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [refresh]);

  const isLooking = shown !== null && shown.address !== address;
  return { list: shown?.list ?? null, isLooking, trouble, showMore, refresh };
}

async function load(filter: Filter, pages: number, signal: AbortSignal): Promise<DocumentList> {
  await followUploads(signal);
  const [status, listed] = await Promise.all([footnote.status(signal), loadPages(filter, pages, signal)]);
  return { status, ...listed };
}

async function loadPages(
  filter: Filter,
  pages: number,
  signal: AbortSignal,
): Promise<Omit<DocumentList, "status">> {
  // By document: one that changes while its pages are being read can stand on two of them.
  const byDocument = new Map<string, DocumentRow>();
  let after: string | undefined;
  let found: number | null = null;
  for (let page = 0; page < pages; page++) {
    const { documents, next, ...all } = await footnote.documents(
      { ...askedFor(filter), limit: PAGE, after },
      signal,
    );
    for (const row of documents) byDocument.set(row.document, row);
    found = all.found;
    after = next ?? undefined;
    if (after === undefined) break;
  }
  return { rows: [...byDocument.values()], found, more: after !== undefined };
}

function isUnsettled(status: RunningStatus): boolean {
  return (
    status.documents.queued + status.documents.failed > 0 ||
    uploads.get().some(({ phase }) => phase === "received")
  );
}
