import {
  type DocumentText,
  FootnoteError,
  type Reader,
  type ReadingNote,
  type Span,
} from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { LONGEST_WHOLE_SEGMENT, piecesOf, type SegmentPart } from "./piece.ts";
import { shownPath, shownTitle } from "./shown.ts";

interface VersionRow {
  bucket: string;
  key: string;
  version: string;
  live: boolean;
  writtenAt: string;
  title: string;
  format: string;
  pages: number | null;
  notes: ReadingNote[];
  length: number;
}

/** The window of a version's text that covers the span, widened to whole segments where those are not too long. */
export async function documentText(
  session: SqlSession,
  reader: Reader,
  document: string,
  version: string | undefined,
  window: Span,
  at: number,
): Promise<DocumentText> {
  const [found] = await session.query<VersionRow>(
    `SELECT d.bucket, d.key, v.version, v.version IS NOT DISTINCT FROM d.live_version AS live,
            v.times ->> 'written' AS "writtenAt", v.title, v.format, v.pages, v.notes, v.length
       FROM document d JOIN version v ON v.document = d.id AND v.version = coalesce($4, d.live_version)
      WHERE d.id = $3 AND ${READABLE}`,
    [...readerParameters(reader), document, version ?? null],
  );
  if (found === undefined) {
    throw new FootnoteError(
      "not_found",
      "There is no such document, its version is no longer kept, or you may not read it.",
      {
        action: "Ask again: the answer will cite what is there now.",
      },
    );
  }
  // Whatever was asked for lies inside the text, and so inside of what Postgres can count.
  const start = Math.min(window.start, found.length - 1);
  const end = Math.min(Math.max(window.end, start + 1), found.length);
  const segments = await session.query<SegmentPart>(
    // The blocks of a row with half a million cells are ten times its text, and would not be shown.
    `SELECT start_at AS start, text, CASE WHEN end_at - start_at > $5 THEN '[]' ELSE blocks END AS blocks FROM segment
      WHERE document = $1 AND version = $2 AND start_at < $4 AND end_at > $3 ORDER BY start_at`,
    [document, found.version, start, end, LONGEST_WHOLE_SEGMENT],
  );
  const parts = segments.flatMap((segment) => piecesOf(segment, { start, end }));
  const [chunk] = await session.query<{ heading_path: string[] }>(
    `SELECT heading_path FROM kept_chunk WHERE document = $1 AND version = $2 AND start_at <= $3 AND end_at > $3 LIMIT 1`,
    [document, found.version, Math.min(at, found.length)],
  );
  return {
    document,
    ...found,
    title: shownTitle(found.title),
    offset: parts[0]?.start ?? 0,
    text: parts.map((part) => part.text).join(""),
    blocks: parts.flatMap((part) => part.blocks),
    headingPath: shownPath(chunk?.heading_path ?? []),
  };
}
