import type { Area, Reader } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";

/** Of each bucket: a longer list is nothing to choose from. */
const MOST_FOLDERS = 50;

/**
 * The outermost folders of a bucket in which something lies that the reader may read. From one the index is entered anew
 * behind all that lies in it ("0" comes just after "/"), so that nothing depends on how much that is.
 */
export async function folders(session: SqlSession, reader: Reader, bucket: string): Promise<Area[]> {
  const next = (from: string) =>
    `(SELECT split_part(left(d.key, 600), '/', 1) FROM document d
       WHERE ${READABLE} AND d.bucket = $3 AND d.live_version IS NOT NULL
         AND left(d.key, 600) ~>=~ ${from} AND strpos(left(d.key, 600), '/') > 1
       ORDER BY left(d.key, 600) USING ~<~ LIMIT 1)`;
  const rows = await session.query<{ folder: string }>(
    `WITH RECURSIVE found (folder, at) AS (
       SELECT ${next("''")}, 1
        UNION ALL
       SELECT ${next("(f.folder || '0')")}, f.at + 1 FROM found f WHERE f.folder IS NOT NULL AND f.at < ${MOST_FOLDERS})
     SELECT folder FROM found WHERE folder IS NOT NULL`,
    [...readerParameters(reader), bucket],
  );
  return rows.map(({ folder }) => ({ bucket, path: folder }));
}
