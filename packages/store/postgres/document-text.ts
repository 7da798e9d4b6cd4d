import {
  type Block,
  type DocumentText,
  FootnoteError,
  type Reader,
  type ReadingNote,
  type Span,
} from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";
import { READABLE, readerParameters } from "./visible.ts";

interface VersionRow {
  bucket: string;
  key: string;
  version: string;
  live: boolean;
  title: string;
  format: string;
  pages: number | null;
  notes: ReadingNote[];
  length: number;
}

/** The window of a version's text that covers the span, widened to whole segments. */
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
            v.title, v.format, v.pages, v.notes, v.length
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
  const parts = await session.query<{ start: number; text: string; blocks: Block[] }>(
    `SELECT start_at AS start, text, blocks FROM segment
      WHERE document = $1 AND version = $2 AND start_at < $4 AND end_at > $3 ORDER BY start_at`,
    [
      document,
      found.version,
      Math.min(window.start, found.length - 1),
      Math.max(window.end, window.start + 1),
    ],
  );
  const [chunk] = await session.query<{ heading_path: string[] }>(
    `SELECT heading_path FROM kept_chunk WHERE document = $1 AND version = $2 AND start_at <= $3 AND end_at > $3 LIMIT 1`,
    [document, found.version, at],
  );
  return {
    document,
    ...found,
    offset: parts[0]?.start ?? 0,
    text: parts.map((part) => part.text).join(""),
    blocks: parts.flatMap((part) => part.blocks),
    headingPath: chunk?.heading_path ?? [],
  };
}
