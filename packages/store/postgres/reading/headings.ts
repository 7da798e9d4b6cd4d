import { FootnoteError, type HeadingPlace, MOST_HEADINGS, type Reader } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { shownTitle } from "./shown.ts";

/** From the paths that its chunks stand under: a heading is where the first of them begins. */
export async function headings(
  session: SqlSession,
  reader: Reader,
  document: string,
  version: string | undefined,
): Promise<HeadingPlace[]> {
  const [found] = await session.query<{ version: string }>(
    `SELECT v.version FROM document d JOIN version v ON v.document = d.id AND v.version = coalesce($4, d.live_version)
      WHERE d.id = $3 AND ${READABLE}`,
    [...readerParameters(reader), document, version ?? null],
  );
  if (found === undefined) {
    throw new FootnoteError("not_found", "There is no such document or version, or you may not read it.", {
      action: "Look for it in the list of documents.",
    });
  }
  const rows = await session.query<{ path: string[]; at: number }>(
    `SELECT heading_path AS path, min(start_at) AS at FROM kept_chunk
      WHERE document = $1 AND version = $2 GROUP BY heading_path ORDER BY min(start_at) LIMIT ${MOST_HEADINGS}`,
    [document, found.version],
  );
  return headingsOf(rows);
}

/** Each path's headings that the path before it did not have; those above it have perhaps no text of their own. */
export function headingsOf(
  rows: readonly { readonly path: readonly string[]; readonly at: number }[],
): HeadingPlace[] {
  const listed: HeadingPlace[] = [];
  let before: readonly string[] = [];
  for (const { path, at } of rows) {
    let shared = 0;
    while (shared < path.length && path[shared] === before[shared]) shared++;
    for (const [index, title] of path.entries())
      if (index >= shared) listed.push({ title: shownTitle(title), level: index + 1, at });
    before = path;
  }
  return listed.slice(0, MOST_HEADINGS);
}
