import { embeddingKey } from "./identifier.ts";
import type { SqlSession } from "./sql-client.ts";

/** A file that is renamed is deleted here and new there, and a large one takes a while to be read again. */
const SPARE_MILLISECONDS = 60 * 60_000;
/** A thousand vectors of 384 dimensions are 4 MB as text. */
const MOST_AT_ONCE = 1_000;

/** The vectors that are stored for these texts of this model, by position. */
export async function embeddings(
  session: SqlSession,
  tenant: string,
  indexedTexts: readonly string[],
  model: string,
): Promise<(Float32Array | undefined)[]> {
  const keys = indexedTexts.map((text) => embeddingKey(tenant, model, text));
  const found = new Map<string, Float32Array>();
  for (let start = 0; start < keys.length; start += MOST_AT_ONCE) {
    const rows = await session.query<{ key: string; embedding: string }>(
      `SELECT key, (SELECT embedding::text FROM (
                (SELECT embedding FROM chunk WHERE embedding_key = key LIMIT 1) UNION ALL
                (SELECT embedding FROM past_chunk WHERE embedding_key = key LIMIT 1) UNION ALL
                (SELECT embedding FROM spare_embedding s WHERE s.key = asked.key LIMIT 1)) stored LIMIT 1) AS embedding
         FROM unnest($1::uuid[]) AS asked (key)`,
      [keys.slice(start, start + MOST_AT_ONCE)],
    );
    for (const { key, embedding } of rows) {
      if (embedding !== null) found.set(key, Float32Array.from(JSON.parse(embedding) as number[]));
    }
  }
  return keys.map((key) => found.get(key));
}

/** Forgets what was spared for a rename that did not come. */
export async function forgetSpareEmbeddings(session: SqlSession, now: Date): Promise<void> {
  await session.query("DELETE FROM spare_embedding WHERE spared_at < $1", [
    new Date(now.getTime() - SPARE_MILLISECONDS),
  ]);
}
