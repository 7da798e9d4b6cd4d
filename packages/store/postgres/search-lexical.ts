import type { Reader } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";
import { CHUNK_VISIBLE, countVisibleChunks, readerParameters } from "./visible.ts";

/** Up to here each visible chunk is scored by itself, which costs about 0.1 ms each. */
const ONE_BY_ONE_UP_TO_CHUNKS = 200;
/** The index is asked for four times as many until enough of them are visible, and never for more than this. */
const MOST_FETCHED = 25_600;

const SCORE = "c.indexed_text <@> to_bm25query($3, 'chunk_bm25')";

/** Best first by BM25 (k1 1.2, b .75), of the live versions that the reader may read. */
export async function searchLexical(
  session: SqlSession,
  reader: Reader,
  question: string,
  limit: number,
): Promise<{ chunk: string; score: number }[]> {
  const parameters = [...readerParameters(reader), question, limit];
  const visibleChunks = await countVisibleChunks(session, reader);
  if (visibleChunks <= ONE_BY_ONE_UP_TO_CHUNKS) {
    return session.query(
      `WITH visible AS MATERIALIZED (SELECT c.id, ${SCORE} AS distance FROM chunk c WHERE ${CHUNK_VISIBLE})
       SELECT id AS chunk, -distance AS score FROM visible WHERE distance < 0 ORDER BY distance, id LIMIT $4`,
      parameters,
    );
  }
  // The index knows nothing of readers: a condition is applied to what it returns and can leave too little.
  for (let fetched = limit; ; fetched *= 4) {
    const [row] = await session.query<{ matched: number; chunks: string[]; scores: number[] }>(
      `WITH found AS MATERIALIZED (SELECT c.id, c.document, c.version, ${SCORE} AS distance FROM chunk c
          ORDER BY ${SCORE} LIMIT $5),
        visible AS MATERIALIZED (SELECT id, distance FROM found c
          WHERE distance < 0 AND ${CHUNK_VISIBLE} ORDER BY distance, id LIMIT $4)
       SELECT (SELECT count(*)::int FROM found WHERE distance < 0) AS matched,
              ARRAY(SELECT id::text FROM visible ORDER BY distance, id) AS chunks,
              ARRAY(SELECT -distance FROM visible ORDER BY distance, id) AS scores`,
      [...parameters, fetched],
    );
    const { matched, chunks, scores } = row ?? { matched: 0, chunks: [], scores: [] };
    if (chunks.length >= limit || matched < fetched || fetched >= MOST_FETCHED) {
      return chunks.map((chunk, index) => ({ chunk, score: scores[index] ?? 0 }));
    }
  }
}
