import type { ChunkToStore, Claim, NewVersion } from "@footnote/contracts";
import { END_CLAIM, holds } from "./claims.ts";
import { chunkId } from "./identifier.ts";
import { segments } from "./segments.ts";
import type { SqlClient, SqlSession } from "./sql-client.ts";
import { vectorText } from "./vector-index.ts";

/**
 * PGlite has one session, so a transaction keeps every search waiting: 64 rows take it 80 to 180 ms.
 * Chunks before the last batch are written ahead, unseen because their version is not live.
 */
const BATCH_CHUNKS = 64;

/**
 * Makes a version live in one transaction: last chunks in, `live_version` flipped, old chunks out. A crash
 * before it leaves at most unseen chunks, which the next commit of the document takes over or deletes.
 * Returns the number of chunk rows written and deleted, or undefined where the claim is lost.
 */
export async function commitVersion(
  client: SqlClient,
  now: () => Date,
  embeddingModel: string,
  claim: Claim,
  version: NewVersion,
): Promise<number | undefined> {
  const ahead = Math.max(0, Math.ceil(version.chunks.length / BATCH_CHUNKS) - 1) * BATCH_CHUNKS;
  for (let start = 0; start < ahead; start += BATCH_CHUNKS) {
    const batch = version.chunks.slice(start, start + BATCH_CHUNKS);
    const held = await client.transaction(async (session) => {
      if (!(await holds(session, claim))) return false;
      await insertChunks(session, embeddingModel, claim.document, version.version, batch);
      await insertSections(session, claim.document, version, batch);
      return true;
    });
    if (!held) return undefined;
  }
  return client.transaction(async (session) => {
    if (!(await holds(session, claim))) return undefined;
    const last = version.chunks.slice(ahead);
    await insertChunks(session, embeddingModel, claim.document, version.version, last);
    await insertSections(session, claim.document, version, last);
    await session.query("DELETE FROM section WHERE document = $1 AND version <> $2", [
      claim.document,
      version.version,
    ]);
    const deleted = await session.query<{ count: number }>(
      `WITH old AS (DELETE FROM chunk WHERE document = $1 AND version <> $2 RETURNING 1)
       SELECT count(*)::int AS count FROM old`,
      [claim.document, version.version],
    );
    await insertVersion(session, claim, version, now());
    await session.query(
      `UPDATE document SET live_version = $4, etag = $5, size = $6, modified_at = $7, ${END_CLAIM} WHERE id = $1`,
      [
        claim.document,
        now(),
        claim.look,
        version.version,
        version.object.etag,
        version.object.size,
        version.object.modifiedAt,
      ],
    );
    return version.chunks.length + (deleted[0]?.count ?? 0);
  });
}

async function insertChunks(
  session: SqlSession,
  embeddingModel: string,
  document: string,
  version: string,
  chunks: readonly ChunkToStore[],
): Promise<void> {
  if (chunks.length === 0) return;
  await session.query(
    `INSERT INTO chunk (id, document, version, embedding_model, ordinal, heading_path, start_at, end_at,
                        parent_start, parent_end, page, text, indexed_text, embedding)
     SELECT id, $1, $2, $3, ordinal, ARRAY(SELECT jsonb_array_elements_text(heading_path)), start_at, end_at,
            parent_start, parent_end, page, text, indexed_text, embedding::vector
       FROM unnest($4::uuid[], $5::int[], $6::jsonb[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[],
                   $12::text[], $13::text[], $14::text[])
         AS rows (id, ordinal, heading_path, start_at, end_at, parent_start, parent_end, page, text, indexed_text, embedding)
     ON CONFLICT (id) DO NOTHING`,
    [
      document,
      version,
      embeddingModel,
      chunks.map((chunk) => chunkId(document, version, chunk.ordinal)),
      chunks.map((chunk) => chunk.ordinal),
      chunks.map((chunk) => JSON.stringify(chunk.headingPath)),
      chunks.map((chunk) => chunk.start),
      chunks.map((chunk) => chunk.end),
      chunks.map((chunk) => chunk.parent.start),
      chunks.map((chunk) => chunk.parent.end),
      chunks.map((chunk) => chunk.page ?? null),
      chunks.map((chunk) => chunk.text),
      chunks.map((chunk) => chunk.indexedText),
      chunks.map((chunk) => vectorText(chunk.embedding)),
    ],
  );
}

/** The distinct parents of the chunks, each under the title and the headings above its first chunk. */
async function insertSections(
  session: SqlSession,
  document: string,
  version: NewVersion,
  chunks: readonly ChunkToStore[],
): Promise<void> {
  const sections = new Map(
    chunks.toReversed().map((chunk) => [`${chunk.parent.start}-${chunk.parent.end}`, chunk]),
  );
  const rows = [...sections.values()];
  await session.query(
    `INSERT INTO section (document, version, start_at, end_at, indexed_text)
     SELECT $1, $2, start_at, end_at, indexed_text
       FROM unnest($3::int[], $4::int[], $5::text[]) AS rows (start_at, end_at, indexed_text)
     ON CONFLICT DO NOTHING`,
    [
      document,
      version.version,
      rows.map(({ parent }) => parent.start),
      rows.map(({ parent }) => parent.end),
      rows.map(
        ({ parent, headingPath }) =>
          `${headingPath.join(" > ")}\n${version.text.slice(parent.start, parent.end)}`,
      ),
    ],
  );
}

async function insertVersion(
  session: SqlSession,
  claim: Claim,
  version: NewVersion,
  liveAt: Date,
): Promise<void> {
  const { object, times } = version;
  // A change of the pipeline alone is no news of the object: its freshness counts from when it was noticed.
  const from = claim.live?.etag === object.etag ? claim.noticedAt : object.modifiedAt;
  await session.query(
    `INSERT INTO version (document, version, pipeline, etag, title, format, pages, length, chunks, times, created_at, answerable_after)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
            greatest(0, extract(epoch FROM $11::timestamptz - greatest($12::timestamptz, b.first_watched_at)))
       FROM document d JOIN bucket b ON b.tenant = d.tenant AND b.name = d.bucket WHERE d.id = $1
     ON CONFLICT (document, version) DO UPDATE SET
       etag = excluded.etag, times = excluded.times, answerable_after = excluded.answerable_after`,
    [
      claim.document,
      version.version,
      version.pipeline,
      object.etag,
      version.title,
      version.format,
      version.pages,
      version.text.length,
      version.chunks.length,
      JSON.stringify({ ...times, live: liveAt.toISOString() }),
      liveAt,
      from,
    ],
  );
  const parts = segments(version);
  await session.query(
    `INSERT INTO segment (document, version, start_at, end_at, text, blocks)
     SELECT $1, $2, start_at, end_at, text, blocks
       FROM unnest($3::int[], $4::int[], $5::text[], $6::jsonb[]) AS rows (start_at, end_at, text, blocks)
     ON CONFLICT DO NOTHING`,
    [
      claim.document,
      version.version,
      parts.map((part) => part.start),
      parts.map((part) => part.end),
      parts.map((part) => part.text),
      parts.map((part) => JSON.stringify(part.blocks)),
    ],
  );
}
