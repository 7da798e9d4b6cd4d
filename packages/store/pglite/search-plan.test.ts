import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResolvedReader } from "@footnote/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import { trimRecentVersions } from "../postgres/reading/tally.ts";
import { searchDense } from "../postgres/search/search-dense.ts";
import { searchLexical } from "../postgres/search/search-lexical.ts";
import { emptyDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";
import { storeOn } from "./open.ts";

const MODEL = { id: "plan-3", dimensions: 3 };

let root: string;
let client: SqlClient;
let reader: ResolvedReader;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-plan-"));
  await emptyDatabase(root);
  client = await openPgliteClient(root);
  const store = await storeOn(client, {
    models: [MODEL],
    analyzer: wordAnalyzer,
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepMilliseconds: 60_000,
  });
  await client.query(
    `WITH list AS (INSERT INTO access_list (tenant, name) VALUES ('tenant', 'all') RETURNING id),
       many AS (
         INSERT INTO document (id, tenant, bucket, key, access_list, due_at, noticed_at, looks, lane, live_version)
         SELECT md5(at::text)::uuid, 'tenant', 'docs', at::text, list.id, now(), now(), 1, 'change', 'v' || at
           FROM generate_series(1, 3000) at, list RETURNING id, live_version),
       made AS (
         INSERT INTO version (document, version, pipeline, etag, title, format, pages, length, chunks, times, created_at,
                              model, reused, notes, read_in_part, answerable_after)
         SELECT id, live_version, 'p', 'e', 't', 'text', NULL, 1, 2, '{}', now(), 'm', 0, '[]', false, 0 FROM many)
       INSERT INTO access_list_principal (tenant, principal, list) SELECT 'tenant', 'staff', id FROM list`,
  );
  await client.query(
    `INSERT INTO chunk (id, document, version, ordinal, heading_path, start_at, end_at, parent_start, parent_end, text, terms,
                          embedding_model, embedding, embedding_key)
       SELECT md5(at || '/' || part)::uuid, md5(at::text)::uuid, 'v' || at, part, '{}', 0, 1, 0, 1, 't', 't', $1,
              (ARRAY[sin(at), cos(at), part])::real[]::vector, md5(at::text)::uuid
         FROM generate_series(1, 3000) at, generate_series(1, 2) part`,
    [MODEL.id],
  );
  await client.query("ANALYZE document, chunk, version");
  reader = await store.passages.resolve({ tenant: "tenant", principals: ["staff"] });
});

afterAll(async () => {
  await client.close();
  await rm(root, { recursive: true });
});

test("a search looks up who may read what it found, and does not read all documents for that", async () => {
  const { explaining, plans } = explainingOf("FROM chunk t ORDER BY");
  await searchLexical(explaining, wordAnalyzer, reader, "anchors hold boats", 10, undefined);
  expect(plans).not.toEqual([]);
  for (const plan of plans) {
    expect(plan).toContain("document_pkey");
    expect(plan).not.toMatch(/hashed|Seq Scan on document/);
  }
});

test("a search by vector walks the index, and does not compute every distance there is", async () => {
  const { explaining, plans } = explainingOf("FROM chunk c");
  const hits = await searchDense(explaining, MODEL, reader, Float32Array.of(1, 0, 0), 100, undefined);
  expect(hits).toHaveLength(100);
  expect(plans).toHaveLength(1);
  expect(plans[0]).toContain("chunk_hnsw");
  expect(plans[0]).toContain("document_pkey");
  expect(plans[0]).not.toMatch(/hashed|Seq Scan|Hash Join/);
});

test("which versions are no more among the newest is found once for each list", async () => {
  const { explaining, plans } = explainingOf("DELETE FROM recent_version");
  await trimRecentVersions(explaining);
  expect(plans).toHaveLength(1);
  const [perList, perVersion] = plans[0]?.split("CTE dropped") ?? [];
  expect(perList).toContain("SubPlan");
  expect(perVersion).toContain("CTE Scan on old");
  expect(perVersion).not.toContain("SubPlan");
});

/** A session that keeps the plans of statements that contain the words. */
function explainingOf(words: string): { explaining: SqlSession; plans: string[] } {
  const plans: string[] = [];
  const explaining: SqlSession = {
    async query(sql, parameters, planning) {
      if (sql.includes(words)) {
        const lines = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${sql}`, parameters);
        plans.push(lines.map((line) => line["QUERY PLAN"]).join("\n"));
      }
      return client.query(sql, parameters, planning);
    },
  };
  return { explaining, plans };
}
