import { type BucketPlace, type BucketRegistration, CANARY_KEY, type Reader } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "./sql-client.ts";
import { readerParameters } from "./visible.ts";

/**
 * Makes `buckets` the ones that are answered from. Readers are copied to every document of theirs; documents
 * of all other buckets lose their readers, and so are seen by nobody, but keep their rows and embeddings.
 */
export async function attachBuckets(
  client: SqlClient,
  now: Date,
  tenant: string,
  buckets: readonly BucketRegistration[],
): Promise<void> {
  await client.transaction(async (session) => {
    await session.query("SELECT 1 FROM bucket WHERE tenant = $1 ORDER BY name FOR NO KEY UPDATE", [tenant]);
    await session.query("UPDATE bucket SET attached = false WHERE tenant = $1", [tenant]);
    await session.query("DELETE FROM bucket_reader WHERE tenant = $1", [tenant]);
    for (const bucket of buckets.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      await session.query(
        `INSERT INTO bucket (tenant, name, folder, first_watched_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant, name) DO UPDATE SET folder = excluded.folder, attached = true`,
        [tenant, bucket.name, bucket.folder, now],
      );
      await session.query(
        "INSERT INTO bucket_reader (tenant, bucket, principal) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING",
        [tenant, bucket.name, bucket.readers],
      );
    }
    await session.query(
      `DELETE FROM document_reader r USING document d WHERE d.id = r.document AND d.tenant = $1 AND d.key <> $2
         AND NOT EXISTS (SELECT 1 FROM bucket_reader b
           WHERE b.tenant = d.tenant AND b.bucket = d.bucket AND b.principal = r.principal)`,
      [tenant, CANARY_KEY],
    );
    await session.query(
      `INSERT INTO document_reader (document, principal)
       SELECT d.id, b.principal FROM document d JOIN bucket_reader b ON b.tenant = d.tenant AND b.bucket = d.bucket
        WHERE d.tenant = $1 AND d.key <> $2
          AND NOT EXISTS (SELECT 1 FROM document_reader r WHERE r.document = d.id AND r.principal = b.principal)
        -- Another process may be deleting one of them.
        ORDER BY d.id FOR KEY SHARE OF d
       ON CONFLICT DO NOTHING`,
      [tenant, CANARY_KEY],
    );
  });
}

export async function attachedBuckets(session: SqlSession, tenant: string): Promise<BucketRegistration[]> {
  return session.query(
    `SELECT name, folder, ARRAY(SELECT principal FROM bucket_reader r
        WHERE r.tenant = b.tenant AND r.bucket = b.name ORDER BY principal) AS readers
       FROM bucket b WHERE tenant = $1 AND attached ORDER BY name`,
    [tenant],
  );
}

/** Those that the reader may read. */
export async function readableBuckets(session: SqlSession, reader: Reader): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT name FROM bucket b WHERE tenant = $1 AND attached AND EXISTS (SELECT 1 FROM bucket_reader r
        WHERE r.tenant = b.tenant AND r.bucket = b.name AND r.principal = ANY($2::text[])) ORDER BY name`,
    readerParameters(reader),
  );
  return rows.map(({ name }) => name);
}

export async function bucketPlace(
  session: SqlSession,
  tenant: string,
  bucket: string,
): Promise<BucketPlace | undefined> {
  const [row] = await session.query<{ place: BucketPlace | null }>(
    "SELECT place FROM bucket WHERE tenant = $1 AND name = $2",
    [tenant, bucket],
  );
  return row?.place ?? undefined;
}

export async function rememberPlace(
  session: SqlSession,
  tenant: string,
  bucket: string,
  place: BucketPlace,
): Promise<void> {
  await session.query("UPDATE bucket SET place = $3 WHERE tenant = $1 AND name = $2", [
    tenant,
    bucket,
    JSON.stringify(place),
  ]);
}
