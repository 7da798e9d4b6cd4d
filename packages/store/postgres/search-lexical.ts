import type { Reader } from "@footnote/contracts";
import { scanBm25 } from "./scan-bm25.ts";
import type { SqlSession } from "./sql-client.ts";
import { CHUNK_VISIBLE, chunkVisible, countVisibleChunks, readerParameters } from "./visible.ts";

/** Up to here each visible chunk is scored by itself, which costs about 0.2 ms each. */
const ONE_BY_ONE_UP_TO_CHUNKS = 50;
/** The index is asked for four times as many until enough of them are visible, and never for more than this. */
const MOST_FETCHED = 25_600;

interface LexicalHit {
  readonly chunk: string;
  readonly score: number;
}

/**
 * Best first, of the live versions that the reader may read. The score is the mean of the chunk's own BM25
 * (k1 1.2, b .75) and that of the section around it: a question's words are often spread over neighbouring
 * paragraphs, and a chunk is cut to what the embedding model sees, which is no bound that BM25 knows. Passage and
 * document evidence together, as in Callan, "Passage-level evidence in document retrieval" (SIGIR 1994).
 */
export async function searchLexical(
  session: SqlSession,
  reader: Reader,
  question: string,
  limit: number,
): Promise<{ hits: LexicalHit[]; ideal: number }> {
  const visibleChunks = await countVisibleChunks(session, reader);
  const hits =
    visibleChunks <= ONE_BY_ONE_UP_TO_CHUNKS
      ? await scoreEach(session, reader, question)
      : await scoreByIndex(session, reader, question, limit);
  const [ideal] = await session.query<{ score: number }>(
    "SELECT -($1::text <@> to_bm25query($1, 'chunk_bm25')) AS score",
    [question],
  );
  // Equal scores in the order of the identifier: rows are not written in the same order after a crash.
  const best = hits
    .sort((one, other) => other.score - one.score || (one.chunk < other.chunk ? -1 : 1))
    .slice(0, limit);
  return { hits: best, ideal: ideal?.score ?? 0 };
}

async function scoreEach(session: SqlSession, reader: Reader, question: string): Promise<LexicalHit[]> {
  const scored = await session.query<{ chunk: string; own: number; around: number }>(
    `SELECT c.id AS chunk, -(c.indexed_text <@> to_bm25query($3, 'chunk_bm25')) AS own,
            -(s.indexed_text <@> to_bm25query($3, 'section_bm25')) AS around
       FROM chunk c
       JOIN section s ON s.document = c.document AND s.version = c.version
        AND s.start_at = c.parent_start AND s.end_at = c.parent_end
      WHERE ${CHUNK_VISIBLE}`,
    [...readerParameters(reader), question],
  );
  return scored
    .filter(({ own }) => own > 0)
    .map(({ chunk, own, around }) => ({ chunk, score: (own + around) / 2 }));
}

interface ScannedChunk {
  readonly chunk: string;
  readonly section: string;
  readonly visible: boolean;
}

async function scoreByIndex(
  session: SqlSession,
  reader: Reader,
  question: string,
  limit: number,
): Promise<LexicalHit[]> {
  // The index knows nothing of readers: it is asked for more until enough of what it returns is visible.
  for (let fetched = limit; ; fetched *= 4) {
    const chunks = await scanBm25<ScannedChunk>(
      session,
      "chunk",
      `t.id AS chunk, concat_ws('/', t.document, t.version, t.parent_start, t.parent_end) AS section,
       ${chunkVisible("t", 3)} AS visible`,
      question,
      fetched,
      readerParameters(reader),
    );
    const visible = chunks.filter((chunk) => chunk.visible && chunk.score > 0);
    if (visible.length < limit && chunks.length === fetched && fetched < MOST_FETCHED) continue;
    const sections = await scanBm25<{ section: string }>(
      session,
      "section",
      "concat_ws('/', t.document, t.version, t.start_at, t.end_at) AS section",
      question,
      fetched,
    );
    const scores = new Map(sections.map(({ section, score }) => [section, score]));
    // A section that the scan did not reach scores at most what the last one scores.
    const unreached = sections.length < fetched ? 0 : (sections.at(-1)?.score ?? 0);
    return visible.map(({ chunk, section, score }) => ({
      chunk,
      score: (score + (scores.get(section) ?? unreached)) / 2,
    }));
  }
}
