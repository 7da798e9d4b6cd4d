import { type BucketPlace, type BucketRegistration, CANARY_KEY, type Reader } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "./sql-client.ts";
import { readerParameters } from "./visible.ts";

/** Readers are copied to every document of the bucket, where they are others than before. */
export async function attachBucket(
  client: SqlClient,
  now: Date,
  tenant: string,
  { name, folder, readers }: BucketRegistration,
): Promise<void> {
  await client.transaction(async (session) => {
    await session.query(
      `INSERT INTO bucket (tenant, name, folder, first_watched_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant, name) DO UPDATE SET folder = excluded.folder, attached = true`,
      [tenant, name, folder, now],
    );
    await setReaders(session, tenant, name, readers);
  });
}

/** Its documents lose their readers, and so are seen by nobody, but keep their rows and embeddings. */
export async function detachBucket(client: SqlClient, tenant: string, bucket: string): Promise<void> {
  await client.transaction(async (session) => {
    await session.query("UPDATE bucket SET attached = false WHERE tenant = $1 AND name = $2", [
      tenant,
      bucket,
    ]);
    await setReaders(session, tenant, bucket, []);
  });
}

/** The caller has locked the bucket's row. At most starts nothing changes, and then no document is touched. */
async function setReaders(
  session: SqlSession,
  tenant: string,
  bucket: string,
  readers: readonly string[],
): Promise<void> {
  const [changed] = await session.query(
    `SELECT 1 FROM (SELECT principal FROM bucket_reader WHERE tenant = $1 AND bucket = $2) r
       FULL JOIN unnest($3::text[]) AS wanted (principal) USING (principal)
      WHERE r.principal IS NULL OR wanted.principal IS NULL LIMIT 1`,
    [tenant, bucket, readers],
  );
  if (changed === undefined) return;
  await session.query(
    "DELETE FROM bucket_reader WHERE tenant = $1 AND bucket = $2 AND principal <> ALL($3::text[])",
    [tenant, bucket, readers],
  );
  await session.query(
    "INSERT INTO bucket_reader (tenant, bucket, principal) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING",
    [tenant, bucket, readers],
  );
  await session.query(
    `DELETE FROM document_reader r USING document d WHERE d.id = r.document AND d.tenant = $1 AND d.bucket = $2
       AND d.key <> $4 AND r.principal <> ALL($3::text[])`,
    [tenant, bucket, readers, CANARY_KEY],
  );
  await session.query(
    `INSERT INTO document_reader (document, principal)
     SELECT d.id, wanted.principal FROM document d, unnest($3::text[]) AS wanted (principal)
      WHERE d.tenant = $1 AND d.bucket = $2 AND d.key <> $4
        AND NOT EXISTS (SELECT 1 FROM document_reader r WHERE r.document = d.id AND r.principal = wanted.principal)
      -- Another process may be deleting one of them.
      ORDER BY d.id FOR KEY SHARE OF d
     ON CONFLICT DO NOTHING`,
    [tenant, bucket, readers, CANARY_KEY],
  );
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
