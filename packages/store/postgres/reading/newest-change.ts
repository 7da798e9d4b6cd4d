import type { Reader } from "@footnote/contracts";
import { LISTS, READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";

/** Of each list the newest version is looked at: what there is in all does not matter. */
export async function newestChange(session: SqlSession, reader: Reader): Promise<string | null> {
  const [row] = await session.query<{ at: string | null }>(
    `SELECT max(v.times ->> 'live') AS at
       FROM unnest(${LISTS}) AS readable (list),
            LATERAL (SELECT document, version FROM recent_version r WHERE r.access_list = readable.list
                      ORDER BY seq DESC LIMIT 1) recent
       JOIN version v ON v.document = recent.document AND v.version = recent.version
       JOIN document d ON d.id = recent.document AND ${READABLE}`,
    readerParameters(reader),
  );
  return row?.at ?? null;
}
