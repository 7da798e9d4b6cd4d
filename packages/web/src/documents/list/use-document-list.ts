import type { RunningStatus } from "@footnote/client";
import type { DocumentRow } from "@footnote/contracts";
import { useCallback, useEffect, useState } from "preact/hooks";
import { footnote } from "../../api/footnote.ts";
import type { Trouble } from "../../api/trouble.ts";
import { useKeptUp } from "../../app/use-kept-up.ts";
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
  const [pages, setPages] = useState({ address, count: 1 });
  const count = pages.address === address ? pages.count : 1;
  // The address says all that the filter does.
  const look = useCallback(
    async (signal: AbortSignal) => ({ address, list: await load(filter, count, signal) }),
    [address, count],
  );
  const { value: shown, trouble, refresh } = useKeptUp(look, isUnsettled, countsOf);
  const showMore = useCallback(() => setPages({ address, count: count + 1 }), [address, count]);
  useEffect(() => {
    // Whoever comes back to the page sees how things are now.
    const onReturn = () => document.visibilityState === "visible" && refresh();
    document.addEventListener("visibilitychange", onReturn);
    return () => document.removeEventListener("visibilitychange", onReturn);
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

interface Shown {
  readonly address: string;
  readonly list: DocumentList;
}

function countsOf({ list }: Shown): unknown {
  return list.status.documents;
}

function isUnsettled({ list: { status } }: Shown): boolean {
  return (
    status.documents.queued + status.documents.failed > 0 ||
    uploads.get().some(({ phase }) => phase === "received")
  );
}
