import type { Reader } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";

/**
 * The models that embedded what the tenant's buckets answer from: one, but for the time in which changed documents are
 * made with the next pipeline already, or were made with one that a rollback put aside.
 */
export async function models(session: SqlSession, reader: Reader): Promise<string[]> {
  const rows = await session.query<{ model: string }>(
    `SELECT DISTINCT p.description ->> 'model' AS model FROM bucket b
       JOIN pipeline p ON p.tenant = b.tenant AND p.id IN (b.serving, b.next, b.held)
      WHERE b.tenant = $1 AND b.attached ORDER BY 1`,
    [reader.tenant],
  );
  return rows.map(({ model }) => model);
}
