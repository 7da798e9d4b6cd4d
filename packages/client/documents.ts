import type {
  BucketPresence,
  DocumentChanges,
  DocumentHistory,
  DocumentOrder,
  DocumentPage,
  DocumentState,
  DocumentText,
  HeadingPlace,
  Scope,
  Span,
  Status,
} from "@footnote/contracts";
import { type Call, queryOf } from "./call.ts";

export interface RunningStatus extends Status {
  /** Those whose files can be changed here. */
  readonly buckets: readonly { readonly name: string; readonly presence: BucketPresence | null }[];
  /** When something became answerable last: an ISO 8601 instant; null before that. */
  readonly newest: string | null;
  /** What whoever looks may do. */
  readonly scopes: readonly Scope[];
}

/** Which documents are listed. */
export interface DocumentFilter {
  readonly state?: DocumentState | undefined;
  /** What their names hold. */
  readonly find?: string | undefined;
  /** BUCKET or BUCKET/PATH. */
  readonly within?: string | undefined;
  readonly format?: string | undefined;
  /** Only those of which something was left out. */
  readonly leftOut?: boolean | undefined;
  /** An ISO 8601 instant with its time zone. */
  readonly changedSince?: string | undefined;
  readonly order?: DocumentOrder | undefined;
  /** 1 to 100; 50 where it is left out. */
  readonly limit?: number | undefined;
  /** What came as `next` with the page before. */
  readonly after?: string | undefined;
}

/** A window of a version: the live one, and its beginning, where nothing else is said. */
export interface TextPlace extends Partial<Span> {
  readonly version?: string | undefined;
}

/** What a document says of itself. */
export interface About {
  readonly format: string;
  readonly owner: string | null;
  readonly review: { readonly label: string; readonly date: string } | null;
}

export interface Documents {
  status(signal?: AbortSignal): Promise<RunningStatus>;
  /** One page of them. */
  documents(filter?: DocumentFilter, signal?: AbortSignal): Promise<DocumentPage>;
  /** The text around the place: at most about 20,000 characters. */
  text(document: string, place?: TextPlace, signal?: AbortSignal): Promise<DocumentText>;
  about(document: string, version?: string, signal?: AbortSignal): Promise<About>;
  headings(document: string, version?: string, signal?: AbortSignal): Promise<readonly HeadingPlace[]>;
  history(document: string, signal?: AbortSignal): Promise<DocumentHistory>;
  changes(
    document: string,
    versions: { readonly from: string; readonly to: string },
    signal?: AbortSignal,
  ): Promise<DocumentChanges>;
  /** Its body is the file as it lies in its bucket. */
  original(document: string, signal?: AbortSignal): Promise<Response>;
}

export function documentsOver({ get, send }: Call): Documents {
  return {
    status: (signal) => get("/api/status", {}, signal),
    documents: ({ leftOut = false, ...filter } = {}, signal) =>
      get("/api/documents", { ...filter, leftOut: leftOut ? "true" : undefined }, signal),
    text: (document, place = {}, signal) => get(pathOf(document), { ...place }, signal),
    about: (document, version, signal) => get(`${pathOf(document)}/about`, { version }, signal),
    headings: async (document, version, signal) =>
      (await get<{ headings: readonly HeadingPlace[] }>(`${pathOf(document)}/headings`, { version }, signal))
        .headings,
    history: (document, signal) => get(`${pathOf(document)}/history`, {}, signal),
    changes: (document, versions, signal) => get(`${pathOf(document)}/changes`, versions, signal),
    original: (document, signal) => send(originalPath(document), signal && { signal }),
  };
}

/** Where a browser downloads the file itself. */
export function originalPath(document: string): string {
  return `${pathOf(document)}/original`;
}

/** Where a browser gets the picture of a page of a version, with a span marked on it. */
export function pagePath(
  document: string,
  page: number,
  { version, span }: { readonly version: string; readonly span?: Span | undefined },
): string {
  return `${pathOf(document)}/pages/${page}${queryOf({ version, ...span })}`;
}

function pathOf(document: string): string {
  return `/api/documents/${encodeURIComponent(document)}`;
}
