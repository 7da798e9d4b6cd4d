import type { Reader, ResolvedReader } from "@footnote/contracts";
import { liesWithin } from "./within.ts";

/** Ids of the lists that let the reader read, at the moment of the statement: asked once in it, not for each row. */
export const LISTS =
  "ARRAY(SELECT p.list FROM access_list_principal p WHERE p.tenant = $1 AND p.principal = ANY($2::text[]))";

/**
 * The condition under which a reader may see the document in alias `d`. Every read of the store contains it.
 * `$1` is the tenant and `$2` the principals: see `readerParameters`.
 */
export const READABLE = readable(1, LISTS);

function readable(tenant: number, lists: string): string {
  return `d.tenant = $${tenant} AND d.access_list = ANY(${lists})`;
}

/** What a condition narrows beside the reader, by the numbers of parameters. */
export interface Narrowing {
  /** A past moment: what was live then. */
  readonly asOf?: number | undefined;
  /** The first of `withinParameters`: what lies there. */
  readonly within?: number | undefined;
}

/** The same for a chunk in this alias, which must also belong to the live version, or to the one that was live at `asOf`. */
export function chunkReadable(alias: string, asOf?: number): string {
  return `EXISTS (SELECT 1 ${liveDocument(alias, READABLE, { asOf })})`;
}

/**
 * The same where the reader's lists are known: `tenant` is the number of a parameter, and the next one are the lists, see
 * `listParameters`.
 */
export function chunkVisible(alias: string, tenant: number, narrowing: Narrowing = {}): string {
  return `EXISTS (SELECT 1 ${liveDocument(alias, readable(tenant, `$${tenant + 1}::bigint[]`), narrowing)})`;
}

/**
 * The same as a value of each row and not as a condition. An EXISTS there is answered from a hash of all documents that the
 * reader sees, made anew for each search: 25 ms for 100 rows among 5,000 documents, and more the more there are.
 */
export function chunkVisibleEach(alias: string, tenant: number, narrowing: Narrowing = {}): string {
  return `coalesce((SELECT true ${liveDocument(alias, readable(tenant, `$${tenant + 1}::bigint[]`), narrowing)} LIMIT 1), false)`;
}

function liveDocument(alias: string, readableOnly: string, { asOf, within }: Narrowing): string {
  const isReadable = within === undefined ? readableOnly : `${readableOnly} AND ${liesWithin(within)}`;
  return asOf === undefined
    ? `FROM document d
    WHERE d.id = ${alias}.document AND d.live_version = ${alias}.version AND ${isReadable}`
    : `FROM document d JOIN live_period p ON p.document = d.id AND p.version = ${alias}.version
    WHERE d.id = ${alias}.document AND p.from_at <= $${asOf}::timestamptz
      AND (p.until_at IS NULL OR p.until_at > $${asOf}::timestamptz) AND ${isReadable}`;
}

export function readerParameters(reader: Reader): [string, readonly string[]] {
  return [reader.tenant, reader.principals];
}

export function listParameters(reader: ResolvedReader): [string, readonly string[]] {
  return [reader.tenant, reader.lists];
}
