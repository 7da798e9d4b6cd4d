import type {
  Analyzer,
  AskedTerms,
  AsOf,
  ChunkHit,
  LexicalResult,
  ResolvedReader,
} from "@footnote/contracts";
import { chunkVisible, chunkVisibleEach, listParameters } from "../access/visible.ts";
import { withinParameters } from "../access/within.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { askTerms } from "./ask-terms.ts";
import { distinct, type Found, passageOf } from "./distinct.ts";
import { scanBm25 } from "./scan-bm25.ts";
import { countVisibleChunks } from "./visible-chunks.ts";

/** Up to here each visible chunk is scored by itself, which costs about 0.2 ms each. */
const ONE_BY_ONE_UP_TO_CHUNKS = 50;
/** The index is asked for four times as many until enough of them are visible, and never for more than this. */
const MOST_FETCHED = 25_600;
/** A chunk that is scored by itself costs as much as so many rows of the index. */
const ROWS_OF_ONE = 5;

/** Tables that are searched together: what is live, and what was. */
const LIVE = { chunk: "chunk", section: "section" } as const;
const PAST = { chunk: "past_chunk", section: "past_section" } as const;

/**
 * Best first, of the live versions that the reader may read. The score is the mean of the chunk's own BM25
 * (k1 1.2, b .75) and that of the section around it: a question's words are often spread over neighbouring
 * paragraphs, and a chunk is cut to what the embedding model sees, which is no bound that BM25 knows. Passage and
 * document evidence together, as in Callan, "Passage-level evidence in document retrieval" (SIGIR 1994). One hit stands
 * for identical passages.
 */
export async function searchLexical(
  session: SqlSession,
  analyzer: Analyzer,
  reader: ResolvedReader,
  question: string,
  limit: number,
  asOf: AsOf,
  signal?: AbortSignal,
): Promise<LexicalResult> {
  signal?.throwIfAborted();
  const asked = await askTerms(session, analyzer, question);
  const hits = asked.query === "" ? [] : await allHits(session, reader, asked, limit, asOf, signal);
  // Equal scores in the order of the identifier: rows are not written in the same order after a crash.
  const best = distinct(
    hits.sort((one, other) => other.score - one.score || (one.chunk < other.chunk ? -1 : 1)),
  ).slice(0, limit);
  const hit = ({ chunk, document, version, score, held = [] }: Found): ChunkHit => {
    const identifiers = countHeld(asked, held);
    return { chunk, document, version, score, ...(identifiers === 0 ? {} : { identifiers }) };
  };
  return { hits: best.map(hit), ideal: asked.ideal };
}

function countHeld({ identifiers }: AskedTerms, held: readonly string[]): number {
  return identifiers.filter((terms) => terms.some((term) => held.includes(term))).length;
}

/** SQL for the lexemes, among those in the array parameter of this number, that the chunk in this alias has. */
function heldOf(alias: string, parameter: number): string {
  return `ARRAY(SELECT asked FROM unnest($${parameter}::text[]) asked WHERE strpos(' ' || ${alias}.terms || ' ', ' ' || asked || ' ') > 0)`;
}

async function allHits(
  session: SqlSession,
  reader: ResolvedReader,
  asked: AskedTerms,
  limit: number,
  asOf: AsOf,
  signal: AbortSignal | undefined,
): Promise<Found[]> {
  signal?.throwIfAborted();
  if (asOf !== undefined) {
    // What was live then may be live still, or be kept.
    const every = Number.POSITIVE_INFINITY;
    const live = await scoreByIndex(session, LIVE, reader, asked, limit, every, asOf, signal);
    return [...live, ...(await scoreByIndex(session, PAST, reader, asked, limit, every, asOf, signal))];
  }
  const visibleChunks = await countVisibleChunks(session, reader);
  return visibleChunks <= ONE_BY_ONE_UP_TO_CHUNKS
    ? scoreEach(session, reader, asked)
    : scoreByIndex(session, LIVE, reader, asked, limit, visibleChunks, undefined, signal);
}

async function scoreEach(
  session: SqlSession,
  reader: ResolvedReader,
  { query, identifiers }: AskedTerms,
): Promise<Found[]> {
  // A score costs some .2 ms: of what holds none of the words there is none, and a section has one for all of its chunks.
  const scored = await session.query<Omit<Found, "score"> & { own: number; around: number }>(
    `WITH held AS MATERIALIZED (
       SELECT c.id, c.document, c.version, ${passageOf("c")} AS passage, c.terms, c.parent_start, c.parent_end, ${heldOf("c", 4)} AS held
         FROM chunk c
        WHERE ${chunkVisible("c", 1, { within: reader.within && 5 })} AND string_to_array(c.terms, ' ') && string_to_array($3, ' ')),
     around AS MATERIALIZED (
       SELECT s.document, s.version, s.start_at, s.end_at, -(s.terms <@> to_bm25query($3, 'section_bm25')) AS score
         FROM (SELECT DISTINCT document, version, parent_start, parent_end FROM held) h
         JOIN section s ON s.document = h.document AND s.version = h.version
          AND s.start_at = h.parent_start AND s.end_at = h.parent_end)
     SELECT h.id AS chunk, h.document, h.version, h.passage, h.held, -(h.terms <@> to_bm25query($3, 'chunk_bm25')) AS own,
            a.score AS around
       FROM held h
       JOIN around a ON a.document = h.document AND a.version = h.version
        AND a.start_at = h.parent_start AND a.end_at = h.parent_end`,
    [...listParameters(reader), query, identifiers.flat(), ...withinParameters(reader.within)],
  );
  return scored
    .filter(({ own }) => own > 0)
    .map(({ own, around, ...chunk }) => ({ ...chunk, score: (own + around) / 2 }));
}

interface ScannedChunk {
  readonly chunk: string;
  readonly document: string;
  readonly version: string;
  readonly passage: string;
  readonly held: readonly string[];
  readonly section: string;
  readonly visible: boolean;
}

async function scoreByIndex(
  session: SqlSession,
  tables: typeof LIVE | typeof PAST,
  reader: ResolvedReader,
  asked: AskedTerms,
  limit: number,
  visibleChunks: number,
  asOf: AsOf,
  signal: AbortSignal | undefined,
): Promise<Found[]> {
  const { query, identifiers } = asked;
  const { within } = reader;
  const narrowing = { asOf: asOf && 5, within: within && (asOf === undefined ? 5 : 6) };
  // The index knows nothing of readers: it is asked for more until enough of what it returns is visible.
  for (let fetched = limit; ; fetched *= 4) {
    signal?.throwIfAborted();
    // Asked for at once: they need nothing of each other, and each wait costs a question.
    const [chunks, sections] = await Promise.all([
      scanBm25<ScannedChunk>(
        session,
        tables.chunk,
        `t.id AS chunk, t.document, t.version, ${passageOf("t")} AS passage, concat_ws('/', t.document, t.version, t.parent_start, t.parent_end) AS section,
         ${heldOf("t", 4)} AS held, ${chunkVisibleEach("t", 2, narrowing)} AS visible`,
        query,
        fetched,
        [
          ...listParameters(reader),
          identifiers.flat(),
          ...(asOf === undefined ? [] : [asOf]),
          ...withinParameters(within),
        ],
      ),
      scanBm25<{ section: string }>(
        session,
        tables.section,
        "concat_ws('/', t.document, t.version, t.start_at, t.end_at) AS section",
        query,
        fetched,
      ),
    ]);
    const visible = chunks.filter((chunk) => chunk.visible && chunk.score > 0);
    if (distinct(visible).length < limit && chunks.length === fetched && fetched < MOST_FETCHED) {
      // Of what others may read the index has no end: the reader's few chunks are soon the shorter way.
      if (visibleChunks * ROWS_OF_ONE <= fetched * 4) return scoreEach(session, reader, asked);
      continue;
    }
    const scores = new Map(sections.map(({ section, score }) => [section, score]));
    // A section that the scan did not reach scores at most what the last one scores.
    const unreached = sections.length < fetched ? 0 : (sections.at(-1)?.score ?? 0);
    return visible.map(({ section, score, ...chunk }) => ({
      ...chunk,
      score: (score + (scores.get(section) ?? unreached)) / 2,
    }));
  }
}
