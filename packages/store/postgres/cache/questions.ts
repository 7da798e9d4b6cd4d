import type { Reader } from "@footnote/contracts";
import { readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { fingerprintOf, OWN_LISTS } from "./conditions.ts";

/** The latest of those that were answered with this recipe for whoever sees what the reader sees, oldest first. */
export async function questions(
  session: SqlSession,
  reader: Reader,
  recipe: string,
  limit: number,
): Promise<string[]> {
  const rows = await session.query<{ question: string }>(
    `WITH ${OWN_LISTS}
     SELECT e.question FROM cached_answer e
      WHERE e.tenant = $1 AND e.recipe = $3 AND e.fingerprint = (SELECT ${fingerprintOf("lists")} FROM own)
      ORDER BY e.kept_at DESC, e.id DESC LIMIT $4`,
    [...readerParameters(reader), recipe, limit],
  );
  return rows.map(({ question }) => question).reverse();
}
