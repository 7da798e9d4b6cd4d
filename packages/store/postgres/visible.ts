import type { Reader } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";

/**
 * The condition under which a reader may see the document in alias `d`. Every read of the store contains it.
 * `$1` is the tenant and `$2` the principals: see `readerParameters`.
 */
export const READABLE = readable(1);

function readable(tenant: number): string {
  return `d.tenant = $${tenant} AND EXISTS (SELECT 1 FROM document_reader r
    WHERE r.document = d.id AND r.principal = ANY($${tenant + 1}::text[]))`;
}

/** The same for a chunk in alias `c`, which must also belong to the live version. */
export const CHUNK_VISIBLE = chunkVisible("c", 1);

/**
 * The same in another statement: the chunk's alias, and where in it the tenant's parameter stands. With `asOf`, the
 * number of a parameter, it must belong to the version that was live at that moment.
 */
export function chunkVisible(alias: string, tenant: number, asOf?: number): string {
  return `EXISTS (SELECT 1 ${visibleDocument(alias, tenant, asOf)})`;
}

/**
 * The same as a value of each row and not as a condition. An EXISTS there is answered from a hash of all documents that the
 * reader sees, made anew for each search: 25 ms for 100 rows among 5,000 documents, and more the more there are.
 */
export function chunkVisibleEach(alias: string, tenant: number, asOf?: number): string {
  return `coalesce((SELECT true ${visibleDocument(alias, tenant, asOf)} LIMIT 1), false)`;
}

function visibleDocument(alias: string, tenant: number, asOf: number | undefined): string {
  return asOf === undefined
    ? `FROM document d
    WHERE d.id = ${alias}.document AND d.live_version = ${alias}.version AND ${readable(tenant)}`
    : `FROM document d JOIN live_period p ON p.document = d.id AND p.version = ${alias}.version
    WHERE d.id = ${alias}.document AND p.from_at <= $${asOf}::timestamptz
      AND (p.until_at IS NULL OR p.until_at > $${asOf}::timestamptz) AND ${readable(tenant)}`;
}

/** SQL for the sorted list of who may read a document. */
export function readersOf(document: string): string {
  return `ARRAY(SELECT r.principal FROM document_reader r WHERE r.document = ${document} ORDER BY r.principal)`;
}

export function readerParameters(reader: Reader): [string, readonly string[]] {
  return [reader.tenant, reader.principals];
}

const FEW_DOCUMENTS = 500;

const COUNTED_FOR_MILLISECONDS = 1_000;
const counted = new WeakMap<Reader, { readonly chunks: Promise<number>; readonly until: number }>();

/**
 * How many chunks the reader sees, where those are few; Infinity otherwise, without counting on. Filtering a
 * HNSW scan loses most of what a narrow reader may see (recall .05 at 1 % visibility), comparing few chunks
 * exactly loses nothing and takes about 5 ms for 4,000.
 *
 * Counted once a second: it costs 2 ms and only chooses between two ways that both filter by the reader.
 */
export function countVisibleChunks(session: SqlSession, reader: Reader): Promise<number> {
  const known = counted.get(reader);
  if (known !== undefined && known.until > performance.now()) return known.chunks;
  const chunks = count(session, reader);
  counted.set(reader, { chunks, until: performance.now() + COUNTED_FOR_MILLISECONDS });
  chunks.catch(() => counted.delete(reader));
  return chunks;
}

async function count(session: SqlSession, reader: Reader): Promise<number> {
  const [row] = await session.query<{ documents: number; chunks: number | null }>(
    `SELECT count(*)::int AS documents, sum(v.chunks)::int AS chunks
       FROM (SELECT d.id, d.live_version FROM document d
              WHERE ${READABLE} AND d.live_version IS NOT NULL LIMIT ${FEW_DOCUMENTS + 1}) few
       JOIN version v ON v.document = few.id AND v.version = few.live_version`,
    readerParameters(reader),
  );
  if (row === undefined || row.documents > FEW_DOCUMENTS) return Number.POSITIVE_INFINITY;
  return row.chunks ?? 0;
}
