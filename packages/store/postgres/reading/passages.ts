import type { AsOf, Block, FoundPassage, Place, Reader, Section, Span } from "@footnote/contracts";
import { chunkReadable, READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { clip } from "./clip.ts";
import { placesOf } from "./places.ts";
import { shownPath, shownTitle } from "./shown.ts";

interface PassageRow extends Omit<FoundPassage, "parent" | "places"> {
  parent_start: number;
  parent_end: number;
  places: Place[] | null;
}

/** The chunks among the asked ones that are live, or were at `asOf`, and that the reader may read, in no order. */
export async function passages(
  session: SqlSession,
  reader: Reader,
  chunks: readonly string[],
  asOf: AsOf,
): Promise<FoundPassage[]> {
  if (chunks.length === 0) return [];
  const rows = await session.query<PassageRow>(
    // One statement, which sees one moment: a place that was read a moment later could be of another version.
    `WITH found AS MATERIALIZED (
       SELECT c.id AS chunk, c.document, c.version, d.bucket, d.key, v.title, c.heading_path AS "headingPath", c.page,
              c.start_at AS start, c.end_at AS "end", c.parent_start, c.parent_end, c.text,
              v.times ->> 'written' AS "writtenAt"
       FROM ${asOf === undefined ? "chunk" : "kept_chunk"} c JOIN document d ON d.id = c.document
       JOIN version v ON v.document = c.document AND v.version = c.version
      WHERE c.id = ANY($3::uuid[]) AND ${chunkReadable("c", asOf && 4)}),
       -- For each version once: as a part of the join it would be made anew for each passage.
       held AS MATERIALIZED (SELECT version, ${placesOf("versions.version")} AS places
                               FROM (SELECT DISTINCT version FROM found) versions)
     SELECT found.*, held.places FROM found JOIN held USING (version)`,
    [...readerParameters(reader), chunks, ...(asOf === undefined ? [] : [asOf])],
    "once",
  );
  return rows.map(({ parent_start, parent_end, places, ...row }) => ({
    ...row,
    places: places ?? [],
    title: shownTitle(row.title),
    headingPath: shownPath(row.headingPath),
    parent: { start: parent_start, end: parent_end },
  }));
}

/** The canonical text of each span of a version, or undefined where the reader may not read the document. */
export async function texts(
  session: SqlSession,
  reader: Reader,
  spans: readonly VersionSpan[],
  of: "live" | "kept",
): Promise<(string | undefined)[]> {
  const found = await segmentsOf<{ text: string }>(session, reader, spans, "s.text", of);
  return spans.map((span, index) => textOf(span, found[index] ?? []));
}

/** The same with the parser's blocks. */
export async function sections(
  session: SqlSession,
  reader: Reader,
  spans: readonly VersionSpan[],
): Promise<(Section | undefined)[]> {
  const found = await segmentsOf<{ text: string; blocks: Block[] }>(
    session,
    reader,
    spans,
    "s.text, s.blocks",
    "kept",
  );
  return spans.map(({ start, end, ...span }, index) => {
    const segments = found[index] ?? [];
    const text = textOf({ ...span, start, end }, segments);
    if (text === undefined) return undefined;
    return {
      start,
      end,
      text,
      blocks: clip(
        segments.flatMap(({ blocks }) => blocks),
        { start, end },
      ),
    };
  });
}

type VersionSpan = { readonly document: string; readonly version: string } & Span;

/** For each span the segments that it touches, in order. */
async function segmentsOf<Columns>(
  session: SqlSession,
  reader: Reader,
  spans: readonly VersionSpan[],
  columns: string,
  of: "live" | "kept",
): Promise<({ start: number } & Columns)[][]> {
  if (spans.length === 0) return [];
  const rows = await session.query<{ asked: number; start: number } & Columns>(
    `SELECT asked::int, s.start_at AS start, ${columns}
       FROM unnest($3::uuid[], $4::text[], $5::int[], $6::int[])
         WITH ORDINALITY AS spans (document, version, span_start, span_end, asked)
       JOIN document d ON d.id = spans.document
       JOIN segment s ON s.document = spans.document AND s.version = spans.version
        AND s.start_at < span_end AND s.end_at > span_start
      WHERE ${READABLE} ${of === "live" ? "AND d.live_version = s.version" : ""} ORDER BY asked, s.start_at`,
    [
      ...readerParameters(reader),
      spans.map((span) => span.document),
      spans.map((span) => span.version),
      spans.map((span) => span.start),
      spans.map((span) => span.end),
    ],
    "once",
  );
  return spans.map((_, index) => rows.filter((row) => row.asked === index + 1));
}

function textOf(
  { start, end }: Span,
  segments: readonly { start: number; text: string }[],
): string | undefined {
  const [first] = segments;
  if (first === undefined) return undefined;
  const joined = segments.map(({ text }) => text).join("");
  return joined.slice(start - first.start, end - first.start);
}
