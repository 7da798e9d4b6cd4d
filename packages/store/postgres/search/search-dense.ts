import type { AsOf, ChunkHit, ResolvedReader, VectorSpace } from "@footnote/contracts";
import { chunkVisible, chunkVisibleEach, listParameters } from "../access/visible.ts";
import { withinParameters } from "../access/within.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { distinct, type Found, passageOf } from "./distinct.ts";
import { modelIs, vectorOf, vectorText } from "./vector-index.ts";
import { countVisibleChunks } from "./visible-chunks.ts";

/** Up to here every visible vector is compared: 4,000 of 384 dimensions take about 5 ms in PGlite. */
const EXACT_UP_TO_CHUNKS = 4_000;
/** Identical documents fill a list with the same passage: it is asked for four times as many, up to this. */
const MOST_FETCHED = 6_400;

/** Best first by cosine, of what is live, or was at `asOf`, and the reader may read; one hit for identical passages. */
export async function searchDense(
  session: SqlSession,
  model: VectorSpace,
  reader: ResolvedReader,
  vector: Float32Array,
  limit: number,
  asOf: AsOf,
  signal?: AbortSignal,
): Promise<ChunkHit[]> {
  const distance = `${vectorOf(model, "c.embedding")} <#> $3::vector(${Number(model.dimensions)})`;
  const { within } = reader;
  const narrowing = { asOf: asOf && 5, within: within && (asOf === undefined ? 5 : 6) };
  const columns = `c.id, c.document, c.version, ${passageOf("c")} AS passage`;
  const ofModel = modelIs(model, "c.embedding_model");
  const visible = `${ofModel} AND ${chunkVisible("c", 1, narrowing)}`;
  const exact =
    asOf === undefined
      ? `(WITH visible AS MATERIALIZED (SELECT c.id, c.document, c.version, c.ordinal, c.embedding FROM chunk c WHERE ${visible})
          SELECT ${columns}, ${distance} AS distance FROM visible c)`
      : // Of the past there is no index, and it may be long: read along, keep the best. The sum keeps any index out of it.
        `(SELECT ${columns}, ${distance} AS distance FROM kept_chunk c WHERE ${visible} ORDER BY (${distance}) + 0 LIMIT $4)`;
  // As a condition the planner would join it and expect next to nothing of the join (it takes a document and its version for
  // two independent things), and so compute every distance there is rather than walk the index for the nearest.
  const nearest = `(SELECT ${columns}, ${distance} AS distance FROM chunk c
                     WHERE ${ofModel} AND ${chunkVisibleEach("c", 1, narrowing)} ORDER BY ${distance} LIMIT $4)`;
  let source =
    asOf === undefined && (await countVisibleChunks(session, reader)) > EXACT_UP_TO_CHUNKS ? nearest : exact;
  for (let fetched = limit; ; ) {
    signal?.throwIfAborted();
    const rows = await session.query<Found>(
      `SELECT id AS chunk, document, version, passage, -distance AS score FROM ${source} found ORDER BY distance, id LIMIT $4`,
      [
        ...listParameters(reader),
        vectorText(vector),
        fetched,
        ...(asOf === undefined ? [] : [asOf]),
        ...withinParameters(within),
      ],
      // To walk the index is the plan for every reader; what little a reader sees is best found in one way or another.
      source === nearest ? "once" : "anew",
    );
    if (source === nearest && rows.length < fetched) {
      // The index gives up after so many rows (hnsw.max_scan_tuples) that the reader may not see.
      source = exact;
      continue;
    }
    const hits = distinct(rows);
    if (hits.length < limit && rows.length === fetched && fetched < MOST_FETCHED) {
      fetched *= 4;
      continue;
    }
    return hits.slice(0, limit).map(({ passage: _, ...hit }) => hit);
  }
}
