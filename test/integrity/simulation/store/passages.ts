import {
  type AsOf,
  type DocumentText,
  FootnoteError,
  type PassageStore,
  type Reader,
  type Span,
} from "@footnote/contracts";
import { clip } from "../../../../packages/store/postgres/reading/clip.ts";
import { headingsOf } from "../../../../packages/store/postgres/reading/headings.ts";
import { piecesOf } from "../../../../packages/store/postgres/reading/piece.ts";
import { listed } from "./list.ts";
import { freshness, history, status } from "./listings.ts";
import {
  type ChunkRow,
  type DocumentRow,
  documentId,
  type Rows,
  type VersionRow,
  versionRow,
} from "./rows.ts";
import { liesWithin } from "./within.ts";

export interface Visible {
  readonly row: DocumentRow;
  readonly version: VersionRow;
  readonly chunk: ChunkRow;
}

export function inMemoryPassages(rows: Rows): PassageStore {
  const visible = (reader: Reader, asOf: AsOf) => visibleChunks(rows, reader, asOf);
  const readableDocument = (reader: Reader, id: string): DocumentRow | undefined => {
    const row = rows.documents.get(id);
    return row !== undefined && rows.isReadable(row, reader) ? row : undefined;
  };
  return {
    resolve: async (reader) => ({
      ...reader,
      lists: [...new Set(rows.readable(reader).map((row) => rows.listOf(row)))].sort(),
    }),
    async models(reader, asOf) {
      return [...new Set(visible(reader, asOf).map(({ chunk }) => chunk.model))].sort();
    },
    async passages(reader, chunks, asOf) {
      const asked = new Set(chunks);
      return visible(reader, asOf)
        .filter(({ chunk }) => asked.has(chunk.id))
        .map(({ row, version, chunk }) => ({
          chunk: chunk.id,
          document: row.id,
          version: version.version,
          bucket: row.bucket,
          key: row.key,
          title: version.title,
          headingPath: chunk.headingPath,
          page: chunk.page ?? null,
          start: chunk.start,
          end: chunk.end,
          parent: chunk.parent,
          text: chunk.text,
          writtenAt: version.times.written,
          places: rows
            .readable(reader)
            .filter((other) => other.live === version.version)
            .map((other) => ({ document: other.id, bucket: other.bucket, key: other.key })),
        }));
    },
    async texts(reader, spans, of) {
      return spans.map(({ document, version, start, end }) => {
        const row = readableDocument(reader, document);
        if (of === "live" && row?.live !== version) return undefined;
        return row?.versions.get(version)?.text.slice(start, end);
      });
    },
    async sections(reader, spans) {
      return spans.map(({ document, version, start, end }) => {
        const found = readableDocument(reader, document)?.versions.get(version);
        if (found === undefined) return undefined;
        return {
          start,
          end,
          text: found.text.slice(start, end),
          blocks: clip(
            found.segments.flatMap((part) => JSON.parse(part.blocks)),
            { start, end },
          ),
        };
      });
    },
    async documentText(reader, document, version, window, at) {
      const row = readableDocument(reader, document);
      const found = row && versionRow(row, version ?? row.live);
      if (row === undefined || found === undefined) {
        throw new FootnoteError(
          "not_found",
          "There is no such document or version, or you may not read it.",
          {
            action: "Ask again: the answer will cite what is there now.",
          },
        );
      }
      return textOf(row, found, window, at);
    },
    async headings(reader, document, version) {
      const row = readableDocument(reader, document);
      const found = row && versionRow(row, version ?? row.live);
      if (row === undefined || found === undefined)
        throw new FootnoteError("not_found", "There is no such document or version.", { action: "Look." });
      const chunks = [...row.chunks.values(), ...row.past.values()].filter(
        (chunk) => chunk.version === found.version,
      );
      chunks.sort((one, other) => one.start - other.start);
      return headingsOf(chunks.map(({ headingPath, start }) => ({ path: headingPath, at: start })));
    },
    documents: async (reader, page) => listed(rows, reader, page),
    buckets: async ({ tenant, principals }) =>
      rows
        .buckets(tenant)
        .filter(({ attached, readers }) => attached && principals.some((one) => readers.includes(one)))
        .map(({ name }) => name),
    count: async (reader, within) =>
      rows.readable(reader).filter((row) => row.live !== null && liesWithin(row, within)).length,
    history: async (reader, document) => history(rows, reader, document),
    hides: async (reader, bucket, key) => {
      const row = rows.documents.get(documentId(reader.tenant, bucket, key));
      return row !== undefined && !rows.isReadable(row, reader);
    },
    freshness: async (reader) => freshness(rows, reader),
    status: async (reader) => status(rows, reader),
  };
}

/** Every chunk that a search may return. */
export function visibleChunks(rows: Rows, reader: Reader, asOf: AsOf): Visible[] {
  return rows.readable(reader).flatMap((row) => {
    const version = versionAt(row, asOf);
    if (version === undefined) return [];
    return chunksOf(row, version.version, asOf).map((chunk) => ({ row, version, chunk }));
  });
}

function chunksOf(row: DocumentRow, version: string, asOf: AsOf): ChunkRow[] {
  const searched = [...row.chunks.values()].filter((chunk) => chunk.version === version);
  if (asOf === undefined) return searched;
  const past = [...row.past.values()].filter(
    (chunk) => chunk.version === version && !row.chunks.has(chunk.id),
  );
  return [...searched, ...past];
}

function versionAt(row: DocumentRow, asOf: AsOf): VersionRow | undefined {
  if (asOf === undefined) return versionRow(row, row.live);
  return [...row.versions.values()].find(({ periods }) =>
    periods.some(({ from, until }) => from <= asOf && (until === null || asOf < until)),
  );
}

function textOf(row: DocumentRow, version: VersionRow, window: Span, at: number): DocumentText {
  const shown = {
    start: Math.min(window.start, version.text.length - 1),
    end: Math.max(window.end, window.start + 1),
  };
  const parts = version.segments
    .filter((part) => part.start < shown.end && part.end > shown.start)
    .flatMap(({ start, text, blocks }) => piecesOf({ start, text, blocks: JSON.parse(blocks) }, shown));
  const around = [...row.chunks.values(), ...row.past.values()].find(
    (chunk) => chunk.version === version.version && chunk.start <= at && chunk.end > at,
  );
  return {
    document: row.id,
    bucket: row.bucket,
    key: row.key,
    title: version.title,
    version: version.version,
    live: version.version === row.live,
    writtenAt: version.times.written,
    format: version.format,
    pages: version.pages,
    notes: version.notes,
    offset: parts[0]?.start ?? 0,
    length: version.text.length,
    text: parts.map((part) => part.text).join(""),
    blocks: parts.flatMap((part) => part.blocks),
    headingPath: around?.headingPath ?? [],
  };
}
