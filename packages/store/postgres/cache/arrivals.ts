import type { CandidateBar, Reader } from "@footnote/contracts";
import { readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { arrivedSince, OWN_LISTS } from "./conditions.ts";
import { type ArrivedChunk, MOST_DRIFTED, reachOf } from "./reach.ts";

/** So many chunks are compared: where more went live the answer ends. Each that shares a word with the question takes some .2 ms. */
const MOST_CHUNKS = 400;

interface Row {
  readonly moment: string;
  readonly seen: string;
  readonly bar: CandidateBar | null;
  readonly drifted: number;
  readonly chunks: readonly ArrivedChunk[];
}

/**
 * Whether nothing that went live since may be among the answer's candidates. Where that is so it is remembered, and the next
 * look-up compares only what goes live after it.
 */
export async function holdsBesideArrivals(session: SqlSession, reader: Reader, id: string): Promise<boolean> {
  const [row] = await session.query<Row>(
    `WITH ${OWN_LISTS},
       e AS MATERIALIZED (SELECT *, string_to_array(terms, ' ') AS words FROM cached_answer WHERE tenant = $1 AND id = $3),
       arrived AS MATERIALIZED (
         SELECT c.terms, c.embedding_model, c.embedding, c.document, c.version, c.parent_start, c.parent_end
           FROM e, own, LATERAL ${arrivedSince("e.seen", "own.lists")} since
           JOIN document d ON d.id = since.document AND d.live_version = since.version
           JOIN chunk c ON c.document = d.id AND c.version = d.live_version
          WHERE d.access_list = ANY(own.lists) LIMIT ${MOST_CHUNKS + 1}),
       scored AS MATERIALIZED (
         SELECT CASE WHEN c.embedding_model = e.model THEN -(c.embedding <#> e.vector) END AS cosine,
                -- What has none of the words scores nothing, which is soon seen.
                CASE WHEN string_to_array(c.terms, ' ') && e.words THEN -(c.terms <@> to_bm25query(e.terms, 'chunk_bm25')) ELSE 0 END AS own,
                (SELECT -(s.terms <@> to_bm25query(e.terms, 'section_bm25')) FROM section s
                  WHERE s.document = c.document AND s.version = c.version AND s.start_at = c.parent_start AND s.end_at = c.parent_end
                    AND string_to_array(c.terms, ' ') && e.words) AS around,
                string_to_array(c.terms, ' ') && e.identifiers AS identified
           FROM e, arrived c)
     SELECT pg_current_snapshot()::text AS moment, e.seen::text AS seen, e.bar, e.drifted,
            (SELECT coalesce(json_agg(json_build_object('cosine', cosine, 'identified', identified,
               'lexical', CASE WHEN own > 0 THEN (own + coalesce(around, 0)) / 2 ELSE 0 END)), '[]') FROM scored) AS chunks
       FROM e`,
    [...readerParameters(reader), id],
  );
  if (row === undefined || row.chunks.length > MOST_CHUNKS) return false;
  const reaches = row.chunks.map((chunk) => reachOf(chunk, row.bar));
  if (reaches.includes("candidate")) return false;
  const drifted = row.drifted + reaches.filter((reach) => reach === "hit").length;
  if (drifted > MOST_DRIFTED) return false;
  // Another answer may have taken its place, which was compared with nothing yet.
  await session.query(
    "UPDATE cached_answer SET seen = $2::pg_snapshot, drifted = $3 WHERE id = $1 AND seen::text = $4",
    [id, row.moment, drifted, row.seen],
  );
  return true;
}
