import type {
  DocumentChanges,
  DocumentHistory,
  DocumentOrder,
  DocumentPage,
  DocumentRow,
  DocumentState,
  DocumentText,
  HeadingPlace,
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
  /** Only what was changed in the last so many days; 0 for whenever. */
  readonly days: number;
  readonly order: DocumentOrder;
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;

export function fetchDocuments(
  { state, find, within, format, leftOut, days, order }: Filter,
  page: { readonly limit: number; readonly after?: string | undefined },
  signal: AbortSignal,
): Promise<DocumentPage> {
  const query = new URLSearchParams({ limit: String(page.limit), order });
  const given = {
    state,
    find: find.trim(),
    within,
    format,
    leftOut: leftOut && "true",
    changedSince: days > 0 && new Date(Date.now() - days * DAY_MILLISECONDS).toISOString(),
    after: page.after,
  };
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  return requestJson(`/api/documents?${query}`, { signal });
}

/** The document of a file, where there is one that the caller may read. */
export async function findNamed(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  signal: AbortSignal,
): Promise<DocumentRow[]> {
  const query = new URLSearchParams({ within: `${bucket}/${key}`, order: "name", limit: "1" });
  const { documents } = await requestJson<DocumentPage>(`/api/documents?${query}`, { signal });
  return documents.filter((row) => row.bucket === bucket && row.key === key);
}

/** A place in a document; without a version the live one, without a span the beginning. */
export interface Place {
  readonly document: string;
  readonly version?: string | undefined;
  readonly span?: Span | undefined;
  /** Where to begin to read, where no span is to be marked. */
  readonly at?: number | undefined;
}

/** @example "/documents/0190…?version=4f2a…&start=120&end=188" */
export function documentPath({ document, version, span, at }: Place): string {
  const query = new URLSearchParams();
  if (version) query.set("version", version);
  if (span) {
    query.set("start", String(span.start));
    query.set("end", String(span.end));
  } else if (at !== undefined) query.set("at", String(at));
  return `/documents/${encodeURIComponent(document)}${query.size > 0 ? `?${query}` : ""}`;
}

/** The text around the place: at most about 20,000 characters. */
export function fetchText({ at, ...place }: Place, signal?: AbortSignal): Promise<DocumentText> {
  const span = place.span ?? (at === undefined ? undefined : { start: at, end: at });
  return requestJson(`/api${documentPath({ ...place, span })}`, signal ? { signal } : {});
}

export async function fetchHeadings(
  document: string,
  version: string,
  signal: AbortSignal,
): Promise<readonly HeadingPlace[]> {
  const query = new URLSearchParams({ version });
  const path = `/api/documents/${encodeURIComponent(document)}/headings?${query}`;
  return (await requestJson<{ headings: HeadingPlace[] }>(path, { signal })).headings;
}

/** The picture of a page of a version, with a span marked on it. */
export function pagePath(
  document: string,
  page: number,
  { version, span }: { readonly version: string; readonly span: Span | undefined },
): string {
  const query = new URLSearchParams({ version });
  if (span) {
    query.set("start", String(span.start));
    query.set("end", String(span.end));
  }
  return `/api/documents/${encodeURIComponent(document)}/pages/${page}?${query}`;
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

export function fetchChanges(
  document: string,
  versions: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<DocumentChanges> {
  const query = new URLSearchParams(versions);
  return requestJson(`/api/documents/${encodeURIComponent(document)}/changes?${query}`, { signal });
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
