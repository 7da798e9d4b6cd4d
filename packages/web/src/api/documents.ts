import type {
  DocumentHistory,
  DocumentRow,
  DocumentState,
  DocumentText,
  Span,
  Status,
} from "@footnote/contracts";
import { requestJson } from "./request.ts";

export interface DocumentPage {
  readonly documents: readonly DocumentRow[];
  /** What to ask for as `after`; null on the last page. */
  readonly next: string | null;
}

export interface StatusWithBuckets extends Status {
  readonly buckets: readonly { readonly name: string }[];
}

export function fetchStatus(signal?: AbortSignal): Promise<StatusWithBuckets> {
  return requestJson("/api/status", signal ? { signal } : {});
}

export function fetchDocuments(
  page: {
    readonly state?: DocumentState | undefined;
    readonly limit: number;
    readonly after?: string | undefined;
  },
  signal?: AbortSignal,
): Promise<DocumentPage> {
  const query = new URLSearchParams({ limit: String(page.limit) });
  if (page.state) query.set("state", page.state);
  if (page.after) query.set("after", page.after);
  return requestJson(`/api/documents?${query}`, signal ? { signal } : {});
}

/** A place in a document; without a version the live one, without a span the beginning. */
export interface Place {
  readonly document: string;
  readonly version?: string | undefined;
  readonly span?: Span | undefined;
}

/** @example "/documents/0190…?version=4f2a…&start=120&end=188" */
export function documentPath({ document, version, span }: Place): string {
  const query = new URLSearchParams();
  if (version) query.set("version", version);
  if (span) {
    query.set("start", String(span.start));
    query.set("end", String(span.end));
  }
  return `/documents/${encodeURIComponent(document)}${query.size > 0 ? `?${query}` : ""}`;
}

/** The text around the place: at most about 20,000 characters. */
export function fetchText(place: Place, signal?: AbortSignal): Promise<DocumentText> {
  return requestJson(`/api${documentPath(place)}`, signal ? { signal } : {});
}

/** What a document says of itself. */
export interface About {
  readonly format: string;
  readonly owner: string | null;
  readonly review: { readonly label: string; readonly date: string } | null;
}

export function fetchAbout(document: string, version: string, signal: AbortSignal): Promise<About> {
  const query = new URLSearchParams({ version });
  return requestJson(`/api/documents/${encodeURIComponent(document)}/about?${query}`, { signal });
}

/** @example "/documents/0190…/history" */
export function historyPath(document: string): string {
  return `/documents/${encodeURIComponent(document)}/history`;
}

export function fetchHistory(document: string, signal: AbortSignal): Promise<DocumentHistory> {
  return requestJson(`/api${historyPath(document)}`, { signal });
}

/** Has the documents read once more, or all that are dead; resolves with how many. */
export async function replay(which: readonly string[] | "all"): Promise<number> {
  const { queued } = await requestJson<{ queued: number }>("/api/dead-letters/replay", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(which === "all" ? { all: true } : { documents: which }),
  });
  return queued;
}
