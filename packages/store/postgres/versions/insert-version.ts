import { type Claim, isReadInPart, type NewVersion, type Segment } from "@footnote/contracts";
import { binaryFloats } from "../connection/binary-floats.ts";
import { chunkId, embeddingKey } from "../connection/identifier.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import type { Batch } from "./terms-of.ts";

/** Chunks of a version, and the sections around them. Inserting them again is harmless. */
export async function insertChunks(
  session: SqlSession,
  tenant: string,
  document: string,
  version: NewVersion,
  { chunks, terms, sections }: Batch,
): Promise<void> {
  if (chunks.length === 0) return;
  const inserted = session.query(
    `INSERT INTO chunk (id, document, version, embedding_model, ordinal, heading_path, start_at, end_at,
                        parent_start, parent_end, page, text, terms, embedding, embedding_key)
     SELECT id, $1, $2, $3, ordinal, ARRAY(SELECT jsonb_array_elements_text(heading_path)), start_at, end_at,
            parent_start, parent_end, page, text, terms,
            ($14::float4[])[(row::int - 1) * $16::int + 1 : row::int * $16::int]::vector, embedding_key
       FROM unnest($4::uuid[], $5::int[], $6::jsonb[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[],
                   $12::text[], $13::text[], $15::uuid[]) WITH ORDINALITY
         AS rows (id, ordinal, heading_path, start_at, end_at, parent_start, parent_end, page, text, terms, embedding_key, row)
     ON CONFLICT (id) DO NOTHING`,
    [
      document,
      version.version,
      version.model,
      chunks.map((chunk) => chunkId(document, version.version, chunk.ordinal)),
      chunks.map((chunk) => chunk.ordinal),
      chunks.map((chunk) => JSON.stringify(chunk.headingPath)),
      chunks.map((chunk) => chunk.start),
      chunks.map((chunk) => chunk.end),
      chunks.map((chunk) => chunk.parent.start),
      chunks.map((chunk) => chunk.parent.end),
      chunks.map((chunk) => chunk.page ?? null),
      chunks.map((chunk) => chunk.text),
      terms,
      binaryFloats(chunks.map((chunk) => chunk.embedding)),
      chunks.map((chunk) => embeddingKey(tenant, version.model, chunk.indexedText)),
      chunks[0]?.embedding.length,
    ],
    "once",
  );
  const around = session.query(
    `INSERT INTO section (document, version, start_at, end_at, terms)
     SELECT $1, $2, start_at, end_at, terms
       FROM unnest($3::int[], $4::int[], $5::text[]) AS rows (start_at, end_at, terms)
     ON CONFLICT DO NOTHING`,
    [
      document,
      version.version,
      sections.map(({ start }) => start),
      sections.map(({ end }) => end),
      sections.map((section) => section.terms),
    ],
    "once",
  );
  await Promise.all([inserted, around]);
}

/** The version itself and its text, at the moment at which its chunks are all in and the same transaction shows them. */
export async function insertVersion(
  session: SqlSession,
  claim: Claim,
  version: NewVersion,
  at: Date,
): Promise<void> {
  const { object, times } = version;
  // A change of the pipeline alone is no news of the object: its freshness counts from when it was noticed.
  const from = claim.live?.etag === object.etag ? claim.noticedAt : object.modifiedAt;
  const inserted = session.query(
    `INSERT INTO version (document, version, pipeline, etag, title, format, pages, length, chunks, times, created_at,
                          model, reused, notes, read_in_part, answerable_after)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13, $14, $15, $16,
            greatest(0, extract(epoch FROM $11::timestamptz - greatest($12::timestamptz, b.first_watched_at)))
       FROM document d JOIN bucket b ON b.tenant = d.tenant AND b.name = d.bucket WHERE d.id = $1
     ON CONFLICT (document, version) DO UPDATE SET etag = excluded.etag, times = excluded.times,
       reused = excluded.reused, answerable_after = excluded.answerable_after, retired_at = NULL`,
    [
      claim.document,
      version.version,
      version.pipeline,
      object.etag,
      version.title,
      version.format,
      version.pages,
      version.length,
      version.chunks.length,
      JSON.stringify({ ...times, live: at.toISOString() }),
      at,
      from,
      version.model,
      version.reused,
      JSON.stringify(version.notes),
      isReadInPart(version.notes),
    ],
    "once",
  );
  await Promise.all([inserted, insertText(session, claim.document, version)]);
}

async function insertText(session: SqlSession, document: string, version: NewVersion): Promise<void> {
  for (const parts of batchesOf(version.segments))
    await insertSegments(session, document, version.version, parts);
}

/** Characters of text and blocks in one statement: with all of a long document in one, Postgres runs out of memory. */
const BATCH_CHARACTERS = 1_000_000;

function* batchesOf(segments: readonly Segment[]): Generator<Segment[]> {
  let batch: Segment[] = [];
  let characters = 0;
  for (const segment of segments) {
    batch.push(segment);
    characters += segment.text.length + segment.blocks.length;
    if (characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

async function insertSegments(
  session: SqlSession,
  document: string,
  version: string,
  parts: readonly Segment[],
): Promise<void> {
  await session.query(
    `INSERT INTO segment (document, version, start_at, end_at, text, blocks)
     SELECT $1, $2, start_at, end_at, text, blocks
       FROM unnest($3::int[], $4::int[], $5::text[], $6::jsonb[]) AS rows (start_at, end_at, text, blocks)
     ON CONFLICT DO NOTHING`,
    [
      document,
      version,
      parts.map((part) => part.start),
      parts.map((part) => part.end),
      parts.map((part) => part.text),
      parts.map((part) => part.blocks),
    ],
    "once",
  );
}
