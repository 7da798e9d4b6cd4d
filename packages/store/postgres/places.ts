import type { Place, Reader } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";
import { READABLE, readerParameters } from "./visible.ts";

/** A file that lies in more places than these is not listed in full. */
const MOST_PLACES = 100;

/** For each version the documents that hold it now and that the reader may read, by bucket and key. */
export async function places(
  session: SqlSession,
  reader: Reader,
  versions: readonly string[],
): Promise<Map<string, Place[]>> {
  const found = new Map<string, Place[]>();
  if (versions.length === 0) return found;
  const rows = await session.query<Place & { version: string }>(
    `SELECT asked.version, place.* FROM unnest($3::text[]) AS asked (version),
       LATERAL (SELECT d.id AS document, d.bucket, d.key FROM version v
                  JOIN document d ON d.id = v.document AND d.live_version = v.version
                 WHERE v.version = asked.version AND ${READABLE}
                 ORDER BY d.bucket, left(d.key, 600), d.id LIMIT ${MOST_PLACES}) place`,
    [...readerParameters(reader), [...new Set(versions)]],
    "once",
  );
  for (const { version, ...place } of rows) found.set(version, [...(found.get(version) ?? []), place]);
  return found;
}
