import type { NearQuestion, Reader, VectorSpace } from "@footnote/contracts";
import { readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { modelIs, vectorOf, vectorText } from "../search/vector-index.ts";
import { fingerprintOf, OWN_LISTS } from "./conditions.ts";

/** Nearest first, of those that were answered with this recipe for whoever sees what the reader sees. */
export async function near(
  session: SqlSession,
  reader: Reader,
  recipe: string,
  model: VectorSpace,
  vector: Float32Array,
  limit: number,
): Promise<NearQuestion[]> {
  const distance = `${vectorOf(model, "e.vector")} <#> $4::vector(${Number(model.dimensions)})`;
  const rows = await session.query<{ id: bigint; question: string; distance: number }>(
    `WITH ${OWN_LISTS}
     SELECT e.id, e.question, ${distance} AS distance FROM cached_answer e
      WHERE ${modelIs(model, "e.model")} AND e.tenant = $1 AND e.recipe = $3
        AND e.fingerprint = (SELECT ${fingerprintOf("lists")} FROM own)
      ORDER BY ${distance} LIMIT $5`,
    [...readerParameters(reader), recipe, vectorText(vector), limit],
  );
  return rows.map(({ id, question, distance }) => ({ id: String(id), question, cosine: -distance }));
}
