import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import type { SqlSession } from "../postgres/connection/sql-client.ts";
import { searchLexical } from "../postgres/search/search-lexical.ts";
import { openPgliteClient } from "./client.ts";
import { storeOn } from "./open.ts";

test("a search looks up who may read what it found, and does not read all documents for that", async () => {
  const root = await mkdtemp(join(tmpdir(), "footnote-plan-"));
  const client = await openPgliteClient(root);
  const store = await storeOn(client, {
    models: [],
    analyzer: wordAnalyzer,
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepMilliseconds: 60_000,
  });
  try {
    await client.query(
      `WITH list AS (INSERT INTO access_list (tenant, name) VALUES ('tenant', 'all') RETURNING id),
       many AS (
         INSERT INTO document (id, tenant, bucket, key, access_list, due_at, noticed_at, looks, lane, live_version)
         SELECT md5(at::text)::uuid, 'tenant', 'docs', at::text, list.id, now(), now(), 1, 'change', 'v'
           FROM generate_series(1, 3000) at, list RETURNING id),
       made AS (
         INSERT INTO version (document, version, pipeline, etag, title, format, pages, length, chunks, times, created_at,
                              model, reused, notes, read_in_part, answerable_after)
         SELECT id, 'v', 'p', 'e', 't', 'text', NULL, 1, 1, '{}', now(), 'm', 0, '[]', false, 0 FROM many)
       INSERT INTO access_list_principal (tenant, principal, list) SELECT 'tenant', 'staff', id FROM list`,
    );
    await client.query("ANALYZE document");
    const plans: string[] = [];
    const explaining: SqlSession = {
      async query(sql, parameters, planning) {
        if (sql.includes("FROM chunk t ORDER BY")) {
          const lines = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${sql}`, parameters);
          plans.push(lines.map((line) => line["QUERY PLAN"]).join("\n"));
        }
        return client.query(sql, parameters, planning);
      },
    };
    const reader = await store.passages.resolve({ tenant: "tenant", principals: ["staff"] });
    await searchLexical(explaining, wordAnalyzer, reader, "anchors hold boats", 10, undefined);
    expect(plans).not.toEqual([]);
    for (const plan of plans) {
      expect(plan).toContain("document_pkey");
      expect(plan).not.toMatch(/hashed|Seq Scan on document/);
    }
  } finally {
    await store.close();
    await rm(root, { recursive: true, force: true });
  }
});
