import type { EmbeddingModel, Reader } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";
import { modelIs, vectorOf, vectorText } from "./vector-index.ts";
import { CHUNK_VISIBLE, countVisibleChunks, readerParameters } from "./visible.ts";

/** Up to here every visible vector is compared: 4,000 of 384 dimensions take about 5 ms in PGlite. */
const EXACT_UP_TO_CHUNKS = 4_000;

/** Best first by cosine, of the live versions that the reader may read. */
export async function searchDense(
  session: SqlSession,
  model: EmbeddingModel,
  reader: Reader,
  vector: Float32Array,
  limit: number,
): Promise<{ chunk: string; score: number }[]> {
  const distance = `${vectorOf(model, "c.embedding")} <#> $3::vector(${Number(model.dimensions)})`;
  const few = (await countVisibleChunks(session, reader)) <= EXACT_UP_TO_CHUNKS;
  const source = few
    ? `(WITH visible AS MATERIALIZED (SELECT c.id, c.embedding FROM chunk c
          WHERE ${modelIs(model, "c.embedding_model")} AND ${CHUNK_VISIBLE})
        SELECT c.id, ${distance} AS distance FROM visible c)`
    : `(SELECT c.id, ${distance} AS distance FROM chunk c
          WHERE ${modelIs(model, "c.embedding_model")} AND ${CHUNK_VISIBLE}
          ORDER BY ${distance} LIMIT $4)`;
  return session.query(
    `SELECT id AS chunk, -distance AS score FROM ${source} found ORDER BY distance, id LIMIT $4`,
    [...readerParameters(reader), vectorText(vector), limit],
  );
}
