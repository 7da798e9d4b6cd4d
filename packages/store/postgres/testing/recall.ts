import type { ChunkIndex, VectorSpace } from "@footnote/contracts";
import { describe, expect, test } from "vitest";
import { wordAnalyzer } from "../../conformance/analyzer.ts";
import { CANARY_LIST } from "../access/access-lists.ts";
import type { SqlClient } from "../connection/sql-client.ts";
import { postgresIndex } from "../search/chunk-index.ts";
import { indexProbe } from "../search/measure-recall.ts";
import { createVectorIndex, vectorText } from "../search/vector-index.ts";

export const RECALL_MODEL: VectorSpace = { id: "recall-16", dimensions: 16 };
export const RECALL_GRAPH = { links: 16, construction: 64, isRemade: false };
/** One document and one chunk each. Of these a tenth is more than is compared one by one: see visible-chunks.ts. */
const DOCUMENTS = 8_000;
const TENANT = "recall";
/** Each principal reads this share of all. */
const SHARES = [1, 0.1, 0.01, 0.001] as const;
const LIMIT = 10;
const QUESTIONS = 8;
/** From its sixth run on a prepared statement may get a plan for any parameters; the second makes the server use such a plan. */
const RUNS = 8;
const PLANS = ["auto", "force_generic_plan"] as const;

/**
 * What a reader of little finds by vector, beside an exact comparison of all that they may read. Rows are written as they
 * are, since only what is searched matters here.
 *
 * @param openMigrated a client of one session
 * @param indexOf the index that is tested, which holds what is live by then
 */
export function recallPromises(
  name: string,
  openMigrated: () => Promise<SqlClient>,
  indexOf: (client: SqlClient) => Promise<ChunkIndex> = async (client) => postgresIndex(client, wordAnalyzer),
): void {
  describe(`${name} finds what a reader may read however little that is`, () => {
    test("recall at 100, 10, 1 and .1 % visibility, again and again", { timeout: 240_000 }, async () => {
      const client = await openMigrated();
      try {
        await createVectorIndex(client, RECALL_MODEL, RECALL_GRAPH);
        await fill(client);
        const index = await indexOf(client);
        for (const [plans, share] of PLANS.flatMap((plan) => SHARES.map((share) => [plan, share] as const))) {
          await client.query(`SET plan_cache_mode = ${plans}`);
          const lists = await listsOf(client, share);
          const reader = { tenant: TENANT, principals: [principal(share)], lists: lists.map(String) };
          let found = 0;
          for (let run = 0; run < RUNS; run++) {
            const vector = unitVector(1_000_000 + (run % QUESTIONS));
            const hits = await index.dense(reader, RECALL_MODEL, vector, LIMIT, undefined);
            const exact = await nearest(client, vector, lists);
            expect(hits, `${share} run ${run} ${plans}`).toHaveLength(Math.min(LIMIT, exact.size));
            found += hits.filter(({ chunk }) => exact.has(chunk)).length / exact.size;
          }
          expect(found / RUNS, `recall at ${share} ${plans}`).toBeGreaterThanOrEqual(
            share === 1 ? 0.9 : 0.95,
          );
          const words = await index.lexical(reader, "shared", LIMIT, undefined);
          expect(words.hits, `by words at ${share} ${plans}`).toHaveLength(
            Math.min(LIMIT, DOCUMENTS * share),
          );
        }
        await probePromises(client);
      } finally {
        await client.close();
      }
    });
  });
}

/** `footnote eval index` says the same of the index of the store itself. */
async function probePromises(client: SqlClient): Promise<void> {
  const probe = indexProbe(client);
  const reader = { tenant: TENANT, principals: [principal(1)] };
  const vectors = Array.from({ length: QUESTIONS }, (_, at) => unitVector(1_000_000 + at));
  const efs = [1, 400];
  const told: number[] = [];
  const { chunks, rows, questions, measured } = await probe.recall(reader, RECALL_MODEL, vectors, {
    limit: LIMIT,
    efs,
    shares: [1, 0.5],
    gone: [0.75],
    onProgress: (done, of) => told.push(done / of),
  });
  expect({ chunks, rows, questions }).toEqual({ chunks: DOCUMENTS, rows: DOCUMENTS, questions: QUESTIONS });
  expect(measured.map(({ share, gone, ef }) => [share, gone, ef])).toEqual(
    [
      [1, 0],
      [0.5, 0],
      [1, 0.75],
    ].flatMap((way) => efs.map((ef) => [...way, ef])),
  );
  const [little, much] = measured;
  const [shallow, deep] = measured.slice(-2);
  expect(much?.recall).toBeGreaterThan(0.95);
  expect(little?.recall).toBeLessThan(much?.recall as number);
  // Three rows of four are gone: the index reads on until it has enough, and even a shallow search compares more by that.
  expect(deep?.recall).toBeGreaterThan(0.95);
  expect(shallow?.recall).toBeGreaterThan(little?.recall as number);
  expect(told.at(-1)).toBe(1);
  // A chunk lies nearest to itself, and nobody reads what they may not.
  const own = await probe.sample(reader, RECALL_MODEL, 3);
  expect(own.map((vector) => vector.length)).toEqual([16, 16, 16]);
  expect(await probe.sample({ tenant: TENANT, principals: ["nobody"] }, RECALL_MODEL, 3)).toEqual([]);
}

const principal = (share: number) => `reads ${share}`;

/** List n holds the documents that are in the nth share and in no smaller one. */
async function fill(client: SqlClient): Promise<void> {
  await client.query("INSERT INTO access_list (tenant, name) SELECT $1, unnest($2::text[])", [
    TENANT,
    [...SHARES.map(String), CANARY_LIST],
  ]);
  for (const [at, share] of SHARES.entries())
    await client.query(
      `INSERT INTO access_list_principal (tenant, principal, list)
       SELECT $1, $2, id FROM access_list WHERE tenant = $1 AND name = ANY($3::text[])`,
      [TENANT, principal(share), SHARES.slice(at).map(String)],
    );
  const shareOf = (document: number) =>
    SHARES.findLast((share) => document % Math.round(1 / share) === 0) as number;
  for (let start = 0; start < DOCUMENTS; start += 1_000) {
    const numbers = Array.from({ length: 1_000 }, (_, at) => start + at);
    const rows = [numbers, numbers.map((number) => String(shareOf(number)))];
    await client.query(
      `INSERT INTO document (id, tenant, bucket, key, access_list, live_version)
       SELECT md5(n::text)::uuid, $1, 'docs', n || '.md', l.id, n::text
         FROM unnest($2::int[], $3::text[]) AS given (n, list) JOIN access_list l ON l.tenant = $1 AND l.name = given.list`,
      [TENANT, ...rows],
    );
    await client.query(
      `INSERT INTO version (document, version, pipeline, etag, title, format, length, chunks, answerable_after, times)
       SELECT md5(n::text)::uuid, n::text, 'p', 'e', 't', 'text', 1, 1, 0, '{}' FROM unnest($1::int[]) AS given (n)`,
      [numbers],
    );
    await client.query(
      `INSERT INTO chunk (id, document, version, ordinal, heading_path, start_at, end_at, parent_start, parent_end,
                          text, terms, embedding_model, embedding)
       SELECT md5('chunk' || n)::uuid, md5(n::text)::uuid, n::text, 0, '{}', 0, 1, 0, 1, 'x', 'shared w' || n, $3, v::vector
         FROM unnest($1::int[], $2::text[]) AS given (n, v)`,
      [numbers, numbers.map((number) => vectorText(unitVector(number))), RECALL_MODEL.id],
    );
    await client.query(
      `INSERT INTO section (document, version, start_at, end_at, terms)
       SELECT md5(n::text)::uuid, n::text, 0, 1, 'shared w' || n FROM unnest($1::int[]) AS given (n)`,
      [numbers],
    );
  }
  await client.maintenance.query("ANALYZE");
}

async function listsOf(client: SqlClient, share: number): Promise<bigint[]> {
  const rows = await client.query<{ list: bigint }>(
    "SELECT list FROM access_list_principal WHERE tenant = $1 AND principal = $2",
    [TENANT, principal(share)],
  );
  return rows.map(({ list }) => list);
}

/** The sum keeps the index out of it. */
async function nearest(client: SqlClient, vector: Float32Array, lists: readonly bigint[]) {
  const rows = await client.query<{ id: string }>(
    `SELECT c.id FROM chunk c JOIN document d ON d.id = c.document AND d.live_version = c.version
      WHERE d.access_list = ANY($2::bigint[])
      ORDER BY (c.embedding::vector(${RECALL_MODEL.dimensions}) <#> $1::vector(${RECALL_MODEL.dimensions})) + 0 LIMIT ${LIMIT}`,
    [vectorText(vector), lists],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The same for the same seed. */
function unitVector(seed: number): Float32Array {
  let state = (seed + 1) * 2_654_435_761;
  const vector = Float32Array.from({ length: RECALL_MODEL.dimensions }, () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x6d2b79f5;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32 - 0.5;
  });
  const length = Math.hypot(...vector);
  return vector.map((entry) => entry / length);
}
