import {
  type AsOf,
  type DocumentText,
  FootnoteError,
  type PassageStore,
  type Place,
  type Reader,
  type Span,
} from "@footnote/contracts";
import { wordAnalyzer } from "../../../../packages/store/conformance/analyzer.ts";
import { clip } from "../../../../packages/store/postgres/clip.ts";
import { freshness, history, listed, status } from "./listings.ts";
import { type ChunkRow, compare, type DocumentRow, type Rows, type VersionRow, versionRow } from "./rows.ts";

export interface Visible {
  readonly row: DocumentRow;
  readonly version: VersionRow;
  readonly chunk: ChunkRow;
}

/** Reads without indexes: every question goes through every chunk, words are compared as they are. */
export function inMemoryPassages(rows: Rows): PassageStore {
  const visible = (reader: Reader, asOf: AsOf) => visibleChunks(rows, reader, asOf);
  const readableDocument = (reader: Reader, id: string): DocumentRow | undefined => {
    const row = rows.documents.get(id);
    return row !== undefined && rows.isReadable(row, reader) ? row : undefined;
  };
  const ranked = (scored: readonly (Visible & { score: number })[], limit: number) => {
    const hits = scored
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score || compare(one.chunk.id, other.chunk.id));
    // Of identical documents one stands for all.
    const first = new Map<string, string>();
    for (const { row, version } of hits) if (!first.has(version.version)) first.set(version.version, row.id);
    return hits
      .filter(({ row, version }) => first.get(version.version) === row.id)
      .slice(0, limit)
      .map(({ chunk, score }) => ({ chunk: chunk.id, score }));
  };
  return {
    async searchLexical(reader, question, limit, asOf) {
      const chunks = visible(reader, asOf);
      const known = new Set(chunks.flatMap(({ chunk }) => [...words(chunk.indexedText)]));
      const { own, rescues } = wordAnalyzer.questionTerms(question);
      const instead = rescues
        .filter(({ missing }) => !missing.some((word) => known.has(word)))
        .flatMap((rescue) => rescue.instead.filter((parts) => parts.every((part) => known.has(part))).flat());
      const asked = [...new Set([...own, ...instead])].filter((word) => known.has(word));
      const scored = chunks.map((found) => {
        const held = words(found.chunk.indexedText);
        return { ...found, score: asked.filter((word) => held.has(word)).length };
      });
      return { hits: ranked(scored, limit), ideal: asked.length };
    },
    async searchDense(reader, model, vector, limit, asOf) {
      const scored = visible(reader, asOf)
        .filter(({ chunk }) => chunk.model === model.id)
        .map((found) => ({ ...found, score: 1 + innerProduct(found.chunk.embedding, vector) }));
      return ranked(scored, limit).map(({ chunk, score }) => ({ chunk, score: score - 1 }));
    },
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
        }));
    },
    async places(reader, versions) {
      const readable = rows.readable(reader);
      return new Map<string, Place[]>(
        versions.map((version) => [
          version,
          readable
            .filter((row) => row.live === version)
            .map((row) => ({ document: row.id, bucket: row.bucket, key: row.key })),
        ]),
      );
    },
    async texts(reader, spans) {
      return spans.map(({ document, version, start, end }) =>
        readableDocument(reader, document)?.versions.get(version)?.text.slice(start, end),
      );
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
    documents: async (reader, page) => listed(rows, reader, page),
    buckets: async ({ tenant, principals }) =>
      rows
        .buckets(tenant)
        .filter(({ attached, readers }) => attached && principals.some((one) => readers.includes(one)))
        .map(({ name }) => name),
    count: async (reader) => rows.readable(reader).filter((row) => row.live !== null).length,
    history: async (reader, document) => history(rows, reader, document),
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
  const parts = version.segments.filter(
    (part) =>
      part.start < Math.max(window.end, window.start + 1) &&
      part.end > Math.min(window.start, version.text.length - 1),
  );
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
    format: version.format,
    pages: version.pages,
    notes: version.notes,
    offset: parts[0]?.start ?? 0,
    length: version.text.length,
    text: parts.map((part) => part.text).join(""),
    blocks: parts.flatMap((part) => JSON.parse(part.blocks)),
    headingPath: around?.headingPath ?? [],
  };
}

/** Lower-cased and without a plural's ending, which is all the grammar that the conformance suite asks for. */
function words(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace(/s$/, "")));
}

function innerProduct(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}
