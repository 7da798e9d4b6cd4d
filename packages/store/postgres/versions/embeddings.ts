import type { Claim } from "@footnote/contracts";
import { embeddingKey } from "../connection/identifier.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";

/** A file that is renamed is deleted here and new there, and a large one takes a while to be read again. */
const SPARE_MILLISECONDS = 60 * 60_000;
/** A thousand vectors of 384 dimensions are 4 MB as text. */
const MOST_AT_ONCE = 1_000;
/** A letterhead may stand in thousands of documents that others read: past these its text is embedded once more. */
const MOST_LOOKED_AT = 64;

/** The vectors that are stored for these texts of this model, by position: see EmbeddingCache. */
export async function embeddings(
  session: SqlSession,
  { tenant, document, accessList }: Pick<Claim, "tenant" | "document" | "accessList">,
  indexedTexts: readonly string[],
  model: string,
): Promise<(Float32Array | undefined)[]> {
  const keys = indexedTexts.map((text) => embeddingKey(tenant, model, text));
  const found = new Map<string, Float32Array>();
  const tables = ["chunk", "past_chunk"];
  const own = (table: string) =>
    `(SELECT embedding FROM ${table} WHERE embedding_key = asked.key AND document = $2 LIMIT 1)`;
  const others = (table: string) =>
    `(SELECT embedding FROM (SELECT * FROM ${table} WHERE embedding_key = asked.key LIMIT ${MOST_LOOKED_AT}) c
       WHERE (SELECT access_list FROM document d WHERE d.id = c.document) = $3::bigint LIMIT 1)`;
  const spare = `(SELECT embedding FROM spare_embedding s
       WHERE s.key = asked.key AND s.access_list = $3::bigint LIMIT 1)`;
  const stored = [...tables.map(own), ...tables.map(others), spare];
  for (let start = 0; start < keys.length; start += MOST_AT_ONCE) {
    const rows = await session.query<{ key: string; embedding: string }>(
      `SELECT key, (SELECT embedding::text FROM (${stored.join(" UNION ALL ")}) stored LIMIT 1) AS embedding
         FROM unnest($1::uuid[]) AS asked (key)`,
      [keys.slice(start, start + MOST_AT_ONCE), document, accessList],
      "once",
    );
    for (const { key, embedding } of rows) {
      if (embedding !== null) found.set(key, Float32Array.from(JSON.parse(embedding) as number[]));
    }
  }
  return keys.map((key) => found.get(key));
}

/** Forgets what was spared for a rename that did not come. */
export async function forgetSpareEmbeddings(session: SqlSession, now: Date): Promise<void> {
  await session.query(`DELETE FROM spare_embedding WHERE spared_at < ${keptTime("$1")}`, [
    new Date(now.getTime() - SPARE_MILLISECONDS),
  ]);
}
