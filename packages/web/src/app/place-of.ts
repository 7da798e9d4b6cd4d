import type { Place } from "./paths.ts";

const DOCUMENT_PATH = /^\/documents\/([^/]+)$/;
const HISTORY_PATH = /^\/documents\/([^/]+)\/history$/;

/** The place that an address names; undefined where it is no document's. A span that is none is left out. */
export function placeOf(location: URL): Place | undefined {
  const segment = DOCUMENT_PATH.exec(location.pathname)?.[1];
  if (segment === undefined) return undefined;
  const query = location.searchParams;
  const start = Number.parseInt(query.get("start") ?? "", 10);
  const end = Number.parseInt(query.get("end") ?? "", 10);
  const at = Number.parseInt(query.get("at") ?? "", 10);
  return {
    document: decoded(segment),
    version: query.get("version") ?? undefined,
    span: start >= 0 && end > start ? { start, end } : undefined,
    at: at >= 0 ? at : undefined,
  };
}

/** The file that an address names, as links from one document to another do. */
export function namedOf({
  pathname,
  searchParams,
}: URL): { readonly bucket: string; readonly key: string } | undefined {
  const bucket = searchParams.get("bucket");
  const key = searchParams.get("key");
  return pathname === "/open" && bucket && key ? { bucket, key } : undefined;
}

/** The document whose history an address names. */
export function historyOf(location: URL): string | undefined {
  const segment = HISTORY_PATH.exec(location.pathname)?.[1];
  return segment === undefined ? undefined : decoded(segment);
}

const CONVERSATION_PATH = /^\/conversations\/([^/]+)$/;
const SHARED_PATH = /^\/shared\/([^/]+)$/;

/** The conversation that an address opens. */
export function conversationOf(location: URL): string | undefined {
  const segment = CONVERSATION_PATH.exec(location.pathname)?.[1];
  return segment === undefined ? undefined : decoded(segment);
}

/** The token of the shared conversation that an address opens. */
export function sharedOf(location: URL): string | undefined {
  const segment = SHARED_PATH.exec(location.pathname)?.[1];
  return segment === undefined ? undefined : decoded(segment);
}

/** What is no encoding of anything names no document: the service says so of it as of any other. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
