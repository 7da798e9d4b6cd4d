import { hash } from "node:crypto";
import type { SqlClient } from "../../packages/store/postgres/connection/sql-client.ts";
import { vectorText } from "../../packages/store/postgres/search/vector-index.ts";

export const DIMENSIONS = 384;
export const MODEL = { id: "generated-384", dimensions: DIMENSIONS };
export const TENANT = "speed";
/** Who reads everything, and who reads one document of a hundred. */
export const READERS = { all: "everyone", few: "few" } as const;
export const CHUNKS_OF_A_DOCUMENT = 10;
const DOCUMENTS_AT_ONCE = 50;
/** Documents and questions are about so many things: vectors in a cloud without any structure are nobody's. */
const TOPICS = 2_000;
const NOISE = 0.6;
const WORDS_OF_A_CHUNK = 120;
const WORDS = 30_000;

/** The same numbers for the same seed, between 0 and 1. */
export function* random(seed: number): Generator<number, never> {
  for (let state = seed * 2_654_435_761 + 1; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Near the topic that it is about. */
export function vectorOf(topic: number, seed: number): Float32Array {
  const centre = random(topic + 1);
  const noise = random(1_000_000 + seed);
  const vector = Float32Array.from(
    { length: DIMENSIONS },
    () => centre.next().value - 0.5 + NOISE * (noise.next().value - 0.5),
  );
  const length = Math.hypot(...vector);
  return vector.map((entry) => entry / length);
}

/** Words as they are in texts, a few of them often and most of them hardly ever (Zipf). */
export function wordsOf(seed: number, count: number): string {
  const numbers = random(5_000_000 + seed);
  return Array.from({ length: count }, () => word(Math.floor(WORDS ** numbers.next().value) - 1)).join(" ");
}

function word(rank: number): string {
  return `w${rank.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] as string)}e`;
}

export const topicOf = (chunk: number) => Math.floor(chunk / 7) % TOPICS;

/**
 * So many chunks as rows, without a text of their own: what is searched is their terms and vectors. The index of vectors is built when
 * all are there, which takes a fraction of the time: how soon documents come in one by one is for durable.ts to say.
 */
export async function generateChunks(
  client: SqlClient,
  chunks: number,
  onChunks: (done: number) => void,
): Promise<void> {
  const graphs = await client.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'chunk' AND indexdef LIKE '% USING hnsw %'",
  );
  for (const { name } of graphs) await client.query(`DROP INDEX ${name}`);
  await client.query("INSERT INTO access_list (tenant, name) SELECT $1, unnest($2::text[])", [
    TENANT,
    Object.values(READERS),
  ]);
  for (const [list, principal] of [
    ["everyone", "everyone"],
    ["few", "everyone"],
    ["few", "few"],
  ])
    await client.query(
      "INSERT INTO access_list_principal (tenant, principal, list) SELECT $1, $2, id FROM access_list WHERE tenant = $1 AND name = $3",
      [TENANT, principal, list],
    );
  for (let from = 0; from < chunks / CHUNKS_OF_A_DOCUMENT; from += DOCUMENTS_AT_ONCE) {
    const numbers = Array.from({ length: DOCUMENTS_AT_ONCE }, (_, at) => from + at);
    const own = numbers.flatMap((document) =>
      Array.from({ length: CHUNKS_OF_A_DOCUMENT }, (_, at) => document * CHUNKS_OF_A_DOCUMENT + at),
    );
    const terms = own.map((chunk) => wordsOf(chunk, WORDS_OF_A_CHUNK));
    await client.transaction(async (session) => {
      await session.query(
        `INSERT INTO document (id, tenant, bucket, key, access_list)
         SELECT md5('d' || n)::uuid, $1, 'docs', n || '.md', l.id FROM unnest($2::int[]) AS given (n)
           JOIN access_list l ON l.tenant = $1 AND l.name = CASE WHEN n % 100 = 0 THEN 'few' ELSE 'everyone' END`,
        [TENANT, numbers],
      );
      await session.query(
        `INSERT INTO version (document, version, pipeline, etag, title, format, length, chunks, answerable_after, times, model)
         SELECT md5('d' || n)::uuid, 'v' || n, 'p', 'e', 't', 'text', 1, ${CHUNKS_OF_A_DOCUMENT}, 0, '{"written":"2030-01-01T00:00:00Z"}', $2
           FROM unnest($1::int[]) AS given (n)`,
        [numbers, MODEL.id],
      );
      await session.query(
        `INSERT INTO chunk (id, document, version, ordinal, heading_path, start_at, end_at, parent_start, parent_end,
                            text, terms, embedding_model, embedding)
         SELECT md5('c' || n)::uuid, md5('d' || n / ${CHUNKS_OF_A_DOCUMENT})::uuid, 'v' || n / ${CHUNKS_OF_A_DOCUMENT},
                n % ${CHUNKS_OF_A_DOCUMENT}, '{}', n, n + 1, n / 5, n / 5 + 1, 'chunk ' || n, terms, $3, v::vector
           FROM unnest($1::int[], $2::text[], $4::text[]) AS given (n, terms, v)`,
        [own, terms, MODEL.id, own.map((chunk) => vectorText(vectorOf(topicOf(chunk), chunk)))],
      );
      // Of every five chunks one section, with the words of all of them.
      const sections = own.filter((chunk) => chunk % 5 === 0);
      await session.query(
        `INSERT INTO section (document, version, start_at, end_at, terms)
         SELECT md5('d' || n / ${CHUNKS_OF_A_DOCUMENT})::uuid, 'v' || n / ${CHUNKS_OF_A_DOCUMENT}, n / 5, n / 5 + 1, terms
           FROM unnest($1::int[], $2::text[]) AS given (n, terms)`,
        [
          sections,
          sections.map((chunk) => terms.slice(chunk - (own[0] ?? 0), chunk - (own[0] ?? 0) + 5).join(" ")),
        ],
      );
      await session.query(
        "UPDATE document SET live_version = 'v' || left(key, -3) WHERE id = ANY(SELECT md5('d' || n)::uuid FROM unnest($1::int[]) AS given (n))",
        [numbers],
      );
    });
    onChunks((from + DOCUMENTS_AT_ONCE) * CHUNKS_OF_A_DOCUMENT);
  }
  await client.transaction(async (session) => {
    await session.query("SET LOCAL maintenance_work_mem = '512MB'");
    for (const { definition } of graphs) await session.query(definition);
  }, "lasting");
  await client.maintenance.query("ANALYZE");
}

/** As the rows have it. */
export function chunkUuid(chunk: number): string {
  return hash("md5", `c${chunk}`, "hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
