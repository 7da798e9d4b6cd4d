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
  // The index knows nothing of readers: it is asked for more until enough of what it returns is visible.
  for (let fetched = limit; ; fetched *= 4) {
    const found = await scanIndex(session, parameters, fetched);
    const visible = found.filter((hit) => hit.visible && hit.score > 0).sort(byScore);
    if (visible.length >= limit || found.length < fetched || fetched >= MOST_FETCHED) {
      return visible.slice(0, limit).map(({ chunk, score }) => ({ chunk, score }));
    }
  }
}

/** Equal scores in the order of the identifier: the order in which rows were written is not the same after a crash. */
function byScore(one: ScannedHit, other: ScannedHit): number {
  return other.score - one.score || (one.chunk < other.chunk ? -1 : 1);
}

interface ScannedHit {
  readonly chunk: string;
  readonly score: number;
  readonly visible: boolean;
}

/**
 * Naming the score twice computes it twice, from the text: 18 ms for 100 rows where the scan itself takes 2. The
 * scan's own score is used instead, and compared with a computed one: a planner that sorts a sequential scan (as it
 * does for small tables) leaves it unset. Only a statement's outermost ORDER BY is spared, so no subquery.
 */
async function scanIndex(
  session: SqlSession,
  parameters: readonly unknown[],
  fetched: number,
): Promise<ScannedHit[]> {
  const [tenant, principals, question] = parameters;
  const hits = await session.query<ScannedHit>(
    `SELECT c.id AS chunk, -bm25_get_current_score() AS score, ${CHUNK_VISIBLE} AS visible
       FROM chunk c ORDER BY ${SCORE} LIMIT $4`,
    [tenant, principals, question, fetched],
  );
  const first = hits[0];
  if (first === undefined) return [];
  const [check] = await session.query<{ score: number }>(
    `SELECT -(indexed_text <@> to_bm25query($2, 'chunk_bm25')) AS score FROM chunk WHERE id = $1`,
    [first.chunk, question],
  );
  if (check !== undefined && Math.abs(check.score - first.score) <= 1e-4 * Math.abs(check.score)) return hits;
  return session.query<ScannedHit>(
    `SELECT c.id AS chunk, -(${SCORE}) AS score, ${CHUNK_VISIBLE} AS visible FROM chunk c ORDER BY ${SCORE} LIMIT $4`,
    [tenant, principals, question, fetched],
  );
}
