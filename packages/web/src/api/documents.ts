import type {
  DocumentHistory,
  DocumentOrder,
  DocumentPage,
  DocumentState,
  DocumentText,
  Scope,
  Span,
  Status,
} from "@footnote/contracts";
import { requestJson } from "./request.ts";

export interface StatusWithBuckets extends Status {
  /** Those whose files can be changed here. */
  readonly buckets: readonly { readonly name: string }[];
  /** When something became answerable last: an ISO 8601 instant; null before that. */
  readonly newest: string | null;
  /** What whoever looks may do. */
  readonly scopes: readonly Scope[];
}

export function fetchStatus(signal?: AbortSignal): Promise<StatusWithBuckets> {
  return requestJson("/api/status", signal ? { signal } : {});
}

/** Which documents are listed, as people choose it. */
export interface Filter {
  readonly state: DocumentState | undefined;
  readonly find: string;
  /** BUCKET or BUCKET/PATH; empty for everywhere. */
  readonly within: string;
  /** Empty for all. */
  readonly format: string;
  /** Only those of which something was left out. */
  readonly leftOut: boolean;
  readonly order: DocumentOrder;
}

export function fetchDocuments(
  { state, find, within, format, leftOut, order }: Filter,
  page: { readonly limit: number; readonly after?: string | undefined },
  signal: AbortSignal,
): Promise<DocumentPage> {
  const query = new URLSearchParams({ limit: String(page.limit), order });
  const given = { state, find: find.trim(), within, format, leftOut: leftOut && "true", after: page.after };
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  return requestJson(`/api/documents?${query}`, { signal });
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
