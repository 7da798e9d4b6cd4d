import type { Analyzer, AnswerToKeep } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { vectorText } from "../search/vector-index.ts";
import { allLive, fingerprintOf } from "./conditions.ts";
import { keyOf } from "./look-up.ts";
import { questionLexemes } from "./question-lexemes.ts";

/** An answer that is longer than this is not kept; most have a few thousand bytes. */
const MOST_BYTES = 256 * 1024;
/** Of the row itself, its index entries and what the vector index holds of it beside the vector. */
const ROW_BYTES = 1_000;

/** Says whether it was kept: in place of what was under the key, and only where all that it rests on is live. */
export async function keep(
  session: SqlSession,
  analyzer: Analyzer,
  now: Date,
  tenant: string,
  kept: AnswerToKeep,
): Promise<boolean> {
  const answer = JSON.stringify(kept.answer);
  const { terms, identifiers } = questionLexemes(analyzer, kept.question);
  // The vector twice, in its row and in its index; a document is an id and a hash, 16 bytes each.
  const bytes =
    ROW_BYTES +
    Buffer.byteLength(answer) +
    8 * kept.vector.length +
    32 * kept.versions.length +
    terms.length +
    3 * kept.question.length;
  if (bytes > MOST_BYTES) return false;
  const cited = new Set(kept.answer.citations.map(({ document }) => document));
  const rows = await session.query(
    `INSERT INTO cached_answer (tenant, fingerprint, recipe, key, question, model, vector, terms, identifiers, documents, versions,
       cited, seen, bar, answer, milliseconds, tokens_read, tokens_written, bytes, kept_at, used_at, expires_at)
     SELECT $1, ${fingerprintOf("$2")}, $3, $4::uuid, $5, $6, $7::vector, $8, $9::text[], $10::uuid[], hashed.versions,
            $12::uuid[], $13::pg_snapshot, $14::json, $15::json, $16::double precision, $17::int, $18::int, $19::int, $20, $20, $21
       FROM (SELECT ARRAY(SELECT md5(version)::uuid FROM unnest($11::text[]) WITH ORDINALITY AS asked (version, at) ORDER BY at)
               AS versions) hashed
      WHERE ${allLive("$10", "hashed.versions", "$2")}
     ON CONFLICT (tenant, fingerprint, key) DO UPDATE SET question = excluded.question, model = excluded.model,
       vector = excluded.vector, terms = excluded.terms, identifiers = excluded.identifiers, documents = excluded.documents,
       versions = excluded.versions, cited = excluded.cited, seen = excluded.seen, drifted = 0, bar = excluded.bar,
       answer = excluded.answer, milliseconds = excluded.milliseconds, tokens_read = excluded.tokens_read,
       tokens_written = excluded.tokens_written, bytes = excluded.bytes, kept_at = excluded.kept_at,
       used_at = excluded.used_at, expires_at = excluded.expires_at
     RETURNING 1`,
    [
      tenant,
      kept.lists,
      kept.key.recipe,
      keyOf(kept.key),
      kept.question,
      kept.model.id,
      vectorText(kept.vector),
      terms,
      identifiers,
      kept.versions.map(({ document }) => document),
      kept.versions.map(({ version }) => version),
      [...cited],
      kept.moment,
      kept.bar && JSON.stringify(kept.bar),
      answer,
      kept.cost.milliseconds,
      kept.cost.tokens?.read ?? 0,
      kept.cost.tokens?.written ?? 0,
      bytes,
      now,
      new Date(now.getTime() + kept.keepMilliseconds),
    ],
    "once",
  );
  return rows.length > 0;
}
