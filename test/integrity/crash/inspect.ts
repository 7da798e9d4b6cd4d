import { CANARY_KEY } from "@footnote/contracts";
import type { SqlSession } from "../../../packages/store/postgres/connection/sql-client.ts";

/** What must hold at every instant, also right after a kill: each statement finds what offends. */
const NEVER: Readonly<Record<string, string>> = {
  "live with other chunks than its version has": `
    SELECT d.key FROM document d LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
     WHERE d.live_version IS NOT NULL AND v.chunks IS DISTINCT FROM
       (SELECT count(*) FROM chunk c WHERE c.document = d.id AND c.version = d.live_version)`,
  "live without the section around a chunk": `
    SELECT d.key FROM document d JOIN chunk c ON c.document = d.id AND c.version = d.live_version
     WHERE NOT EXISTS (SELECT 1 FROM section s WHERE s.document = c.document AND s.version = c.version
       AND s.start_at = c.parent_start AND s.end_at = c.parent_end)`,
  "staged with other chunks than its version has": `
    SELECT d.key FROM document d LEFT JOIN version v ON v.document = d.id AND v.version = d.staged_version
     WHERE d.staged_version IS NOT NULL AND v.chunks IS DISTINCT FROM
       (SELECT count(*) FROM chunk c WHERE c.document = d.id AND c.version = d.staged_version)`,
  "kept with other chunks than its version has": `
    SELECT d.key FROM document d JOIN version v ON v.document = d.id
     WHERE d.key <> '${CANARY_KEY}' AND v.chunks <> (SELECT count(DISTINCT k.id) FROM kept_chunk k WHERE k.document = d.id AND k.version = v.version)`,
  "kept without its whole text": `
    SELECT d.key FROM document d JOIN version v ON v.document = d.id
     WHERE v.length <> (SELECT coalesce(sum(s.end_at - s.start_at), 0) FROM segment s
       WHERE s.document = d.id AND s.version = v.version)`,
  "live and searched as the past too": `
    SELECT d.key FROM document d JOIN past_chunk p ON p.document = d.id AND p.version = d.live_version`,
  "live in another period than its live version's": `
    SELECT d.key FROM document d WHERE ARRAY(SELECT p.version FROM live_period p
       WHERE p.document = d.id AND p.until_at IS NULL) <> array_remove(ARRAY[d.live_version], NULL)`,
  "left with chunks that nobody finds and no sweep looks for": `
    SELECT coalesce(d.key, c.document::text) AS key FROM chunk c LEFT JOIN document d ON d.id = c.document
     WHERE d.unswept IS NOT TRUE AND c.version IS DISTINCT FROM d.live_version AND c.version IS DISTINCT FROM d.staged_version`,
  "retired although live or staged, or the other way round": `
    SELECT d.key FROM document d JOIN version v ON v.document = d.id
     WHERE (v.retired_at IS NULL) <> (v.version IN (coalesce(d.live_version, ''), coalesce(d.staged_version, '')))`,
};

export async function broken(session: SqlSession): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(NEVER)) {
    const rows = await session.query<{ key: string }>(sql);
    for (const key of new Set(rows.map((row) => row.key))) found.push(`${key} is ${what}`);
  }
  return found;
}

const OWNER = "(SELECT key FROM document d WHERE d.id = t.document) AS key, t.version";
const chunks = (table: string) =>
  `SELECT ${OWNER}, t.id, ordinal, start_at, end_at, parent_start, parent_end, page, embedding_model, embedding_key,
     md5(concat_ws('/', heading_path::text, text, terms)) AS text FROM ${table} t`;
const sections = (table: string) => `SELECT ${OWNER}, start_at, end_at, md5(terms) AS text FROM ${table} t`;

/** Times, fencing numbers and how much was reused aside: those tell how it came about, not what is there. */
const TABLES: Readonly<Record<string, string>> = {
  document: `SELECT key, live_version, staged_version, etag, size, due_at IS NULL AS settled, leased_until,
     problem ->> 'code' AS code, problem ->> 'stage' AS stage, problem ->> 'pipeline' AS pipeline,
     staging_problem ->> 'code' AS staging,
     ARRAY(SELECT principal FROM access_list_principal p WHERE p.list = document.access_list ORDER BY 1) AS readers FROM document`,
  version: `SELECT ${OWNER}, pipeline, title, format, pages, notes, length, chunks, model, retired_at IS NULL AS shown,
     CASE WHEN retired_at IS NULL THEN etag END AS etag FROM version t`,
  segment: `SELECT ${OWNER}, start_at, end_at, md5(concat_ws('/', text, blocks::text)) AS text FROM segment t`,
  chunk: chunks("chunk"),
  past_chunk: chunks("past_chunk"),
  section: sections("section"),
  past_section: sections("past_section"),
  live_period: `SELECT ${OWNER}, count(*)::int AS periods, (count(*) FILTER (WHERE until_at IS NULL))::int AS open
     FROM live_period t GROUP BY t.document, t.version`,
  bucket: "SELECT name, serving, next, previous, held, attached FROM bucket",
};

export async function tables(session: SqlSession): Promise<Record<string, string[]>> {
  const result: Record<string, string[]> = {};
  for (const [name, sql] of Object.entries(TABLES)) {
    const rows = await session.query(sql);
    result[name] = rows.map((row) => Object.values(row).join(" | ")).sort();
  }
  return result;
}
