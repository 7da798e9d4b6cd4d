import { type DocumentRow, FootnoteError } from "@footnote/contracts";
import { documentId } from "@footnote/store";
import type { SqlSession } from "../../packages/store/postgres/connection/sql-client.ts";

export const TENANT = "speed";
export const BUCKET = "many";
export const READER = { tenant: TENANT, principals: ["everyone"] };
const ROWS_AT_ONCE = 10_000;

const TOPICS = "travel leave expenses security payroll benefits onboarding tools hiring research".split(" ");
const FORMATS = ["markdown", "markdown", "markdown", "docx", "pdf", "html", "xlsx", "text"];

/** Names as people give them: a few folders, words that many have and one that nobody else has. */
export function keyOf(index: number): string {
  const topic = TOPICS[index % TOPICS.length];
  return `${topic}/team-${index % 997}/${topic} notes ${(index * 7919) % 1_000_003}.md`;
}

/** Rows as the store would have written them, of no text: of a hundred one failed, two wait, ten were read in part. */
export async function generateDocuments(
  session: SqlSession,
  count: number,
  look: (keys: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < count; start += ROWS_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(ROWS_AT_ONCE, count - start) }, (_, at) => start + at);
    await look(indexes.map(keyOf));
    const ids = indexes.map((index) => documentId(TENANT, BUCKET, keyOf(index)));
    const settled = indexes.map((index) => index % 100 > 2);
    await session.query(
      `INSERT INTO version (document, version, pipeline, etag, title, format, length, chunks, answerable_after, times, read_in_part)
       SELECT id, 'v', 'pipeline', 'e', 'Minutes of meeting ' || row, ($3::text[])[1 + row % ${FORMATS.length}], 100, 1, 1,
              jsonb_build_object('live', now(), 'written', now()), row % 10 = 0
         FROM unnest($1::uuid[], $2::boolean[]) WITH ORDINALITY AS made (id, settled, row) WHERE settled`,
      [ids, settled, FORMATS],
    );
    await session.query(
      `UPDATE document d SET live_version = CASE WHEN settled THEN 'v' END, etag = 'e', size = 1000 + row,
         modified_at = timestamptz '2026-01-01' + (row * 7 % 10000) * interval '1 minute',
         due_at = CASE WHEN settled OR row % 100 = 1 THEN NULL ELSE now() END,
         problem = CASE WHEN NOT settled AND row % 100 = 1 THEN $3::jsonb END
         FROM unnest($1::uuid[], $2::boolean[]) WITH ORDINALITY AS made (id, settled, row) WHERE d.id = made.id`,
      [
        ids,
        settled,
        JSON.stringify({
          code: "file_corrupt",
          reason: "Damaged.",
          stage: "parse",
          at: "2026-01-01T00:00:00Z",
        }),
      ],
    );
  }
}

/** The document that has this number in its name. */
export function mustBe(row: DocumentRow | undefined, key: string): void {
  if (row?.key === key) return;
  throw new FootnoteError("internal", `${key} was not found.`, { action: "Look at the list's conditions." });
}
