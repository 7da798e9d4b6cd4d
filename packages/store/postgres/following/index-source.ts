import type { Analyzer, ChunkToIndex, IndexSource, LiveDocument } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { askTerms } from "../search/ask-terms.ts";

/** With a vector of 384 dimensions and its terms a chunk is some 8 kB on its way. */
const CHUNKS_AT_ONCE = 256;

/** What an index outside of these tables is made of. */
export function indexSource(session: SqlSession, analyzer: Analyzer): IndexSource {
  return {
    live: (documents) =>
      session.query<LiveDocument & Record<string, unknown>>(
        `SELECT ${COLUMNS} FROM document WHERE id = ANY($1::uuid[]) AND live_version IS NOT NULL`,
        [documents],
        "once",
      ),
    liveAfter: (document, limit) =>
      session.query<LiveDocument & Record<string, unknown>>(
        `SELECT ${COLUMNS} FROM document WHERE id > $1::uuid AND live_version IS NOT NULL ORDER BY id LIMIT $2`,
        [document ?? BEFORE_ALL, limit],
        "once",
      ),
    chunks: (documents) => chunks(session, documents),
    askTerms: (question) => askTerms(session, analyzer, question),
  };
}

const COLUMNS = "tenant, id AS document, bucket, key, live_version AS version, access_list::text AS list";
/** No name-based identifier is nothing but zeros. */
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

async function* chunks(
  session: SqlSession,
  documents: readonly Pick<LiveDocument, "document" | "version">[],
): AsyncIterable<readonly ChunkToIndex[]> {
  const of = [documents.map(({ document }) => document), documents.map(({ version }) => version)];
  for (let last: { document: string; ordinal: number } | undefined; ; ) {
    const rows = await session.query<Omit<ChunkToIndex, "embedding"> & { embedding: string }>(
      `SELECT c.id AS chunk, c.document, c.version, c.ordinal, c.terms, coalesce(s.terms, '') AS "sectionTerms",
              c.embedding_model AS model, c.embedding::text AS embedding
         FROM unnest($1::uuid[], $2::text[]) AS asked (document, version)
         JOIN chunk c ON c.document = asked.document AND c.version = asked.version
         LEFT JOIN section s ON s.document = c.document AND s.version = c.version
          AND s.start_at = c.parent_start AND s.end_at = c.parent_end
        WHERE (c.document, c.ordinal) > ($3::uuid, $4::int)
        ORDER BY c.document, c.ordinal LIMIT ${CHUNKS_AT_ONCE}`,
      [...of, last?.document ?? BEFORE_ALL, last?.ordinal ?? -1],
    );
    if (rows.length > 0) yield rows.map((row) => ({ ...row, embedding: vectorOf(row.embedding) }));
    last = rows.at(-1);
    if (rows.length < CHUNKS_AT_ONCE || last === undefined) return;
  }
}

/** As pgvector writes one: [0.1,0.2]. */
function vectorOf(text: string): Float32Array {
  return Float32Array.from(text.slice(1, -1).split(","), Number);
}
