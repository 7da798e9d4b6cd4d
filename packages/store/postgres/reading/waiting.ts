import type { Reader } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { STATE } from "../queue/state.ts";

/** Of more than this nobody wants to know how many more. */
const MOST_COUNTED = 10_000;

/** What is not simply live has an index of its own: what there is in all does not matter. */
export async function waiting(session: SqlSession, reader: Reader): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM document d WHERE ${READABLE} AND d.due_at IS NOT NULL AND ${STATE} = 'queued' LIMIT ${MOST_COUNTED}) found`,
    readerParameters(reader),
  );
  return row?.count ?? 0;
}
