import type { Span } from "@footnote/contracts";

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

/** @example "/documents/0190…/history" */
export function historyPath(document: string): string {
  return `/documents/${encodeURIComponent(document)}/history`;
}

/** @example "/conversations/0190…" */
export function conversationPath(conversation: string): string {
  return `/conversations/${encodeURIComponent(conversation)}`;
}
