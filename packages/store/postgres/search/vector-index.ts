import { createHash } from "node:crypto";
import type { VectorSpace } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";

/** How an HNSW graph is made: more of either finds more and takes longer to write. */
export interface VectorGraph {
  /** HNSW's m: the links of a vector on each layer. */
  readonly links: number;
  /** HNSW's ef_construction: among how many of the nearest its neighbours are chosen. */
  readonly construction: number;
  /** Whether one that was made otherwise is made anew when the store opens, and not only goes on in this way. */
  readonly isRemade: boolean;
}

/**
 * An HNSW index needs fixed dimensions, and two models' vectors cannot be compared. So the column has none and
 * each model gets a partial index over a cast, which is how pgvector stores vectors of several dimensions.
 * https://github.com/pgvector/pgvector#can-i-store-vectors-with-different-dimensions-in-the-same-column
 */
export async function createVectorIndex(
  session: SqlSession,
  model: VectorSpace,
  { links, construction, isRemade }: VectorGraph,
): Promise<void> {
  const suffix = createHash("sha256").update(model.id).digest("hex").slice(0, 12);
  for (const { table, vector, of } of INDEXED) {
    const index = `${table}_hnsw_${suffix}`;
    await session.query(
      `CREATE INDEX IF NOT EXISTS ${index} ON ${table} USING hnsw ((${vectorOf(model, vector)}) vector_ip_ops)
         WITH (m = ${Number(links)}, ef_construction = ${Number(construction)}) WHERE ${modelIs(model, of)}`,
    );
    const made = await session.query(
      "SELECT 1 FROM pg_class WHERE oid = $1::regclass AND $2 = ANY(reloptions)",
      [index, `ef_construction=${Number(construction)}`],
    );
    if (made.length > 0) continue;
    await session.query(`ALTER INDEX ${index} SET (ef_construction = ${Number(construction)})`);
    if (isRemade) await session.query(`REINDEX INDEX ${index}`);
  }
}

/** Where vectors lie that are searched, and which column names their model. */
const INDEXED = [
  { table: "chunk", vector: "embedding", of: "embedding_model" },
  { table: "cached_answer", vector: "vector", of: "model" },
] as const;

/** The indexed expression: a query must repeat it, and `modelIs`, to the letter for the planner to use the index. */
export function vectorOf(model: VectorSpace, column: string): string {
  return `${column}::vector(${Number(model.dimensions)})`;
}

export function modelIs(model: VectorSpace, column: string): string {
  return `${column} = ${literal(model.id)}`;
}

/** Unit vectors have entries below 1: seven decimals keep what a 32-bit float knows, in half the characters. */
export function vectorText(vector: Float32Array): string {
  return `[${Array.from(vector, (entry) => Math.round(entry * 1e7) / 1e7).join(",")}]`;
}

/** An index predicate takes no parameters. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
