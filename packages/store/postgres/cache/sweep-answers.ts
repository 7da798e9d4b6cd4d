import type { SqlSession } from "../connection/sql-client.ts";
import { inTime } from "./conditions.ts";
import { countBy } from "./crowd-out.ts";

/** Answers that are looked at in one go: each rests on up to some hundred versions. */
const AT_ONCE = 100;

/**
 * Deletes those among the next few that nobody is given again: their time is over, or something that they rest on is no
 * longer live. Says from where to go on, from the beginning after the last, and how many of each tenant went.
 */
export async function sweepAnswers(
  session: SqlSession,
  now: Date,
  after: bigint,
): Promise<{
  readonly last: bigint;
  readonly expired: Map<string, number>;
  readonly changed: Map<string, number>;
}> {
  const rows = await session.query<{ id: bigint; tenant: string; expired: boolean; changed: boolean }>(
    `SELECT e.id, e.tenant, NOT ${inTime("e", "$1")} AS expired,
            EXISTS (SELECT 1 FROM unnest(e.documents, e.versions) AS rested (document, version)
              WHERE NOT coalesce((SELECT md5(d.live_version)::uuid = rested.version FROM document d WHERE d.id = rested.document), false))
              AS changed
       FROM cached_answer e WHERE e.id > $2 ORDER BY e.id LIMIT ${AT_ONCE}`,
    [now, after],
  );
  const gone = rows.filter(({ expired, changed }) => expired || changed);
  if (gone.length > 0)
    await session.query("DELETE FROM cached_answer WHERE id = ANY($1::bigint[])", [gone.map(({ id }) => id)]);
  return {
    last: rows.length < AT_ONCE ? 0n : (rows.at(-1)?.id ?? 0n),
    expired: countBy(gone.filter(({ expired }) => expired)),
    changed: countBy(gone.filter(({ expired }) => !expired)),
  };
}
