import type { BucketPlace, BucketRegistration, Reader } from "@footnote/contracts";
import { listOfBucket, listsNamed, principalsOf, setPrincipals } from "../access/access-lists.ts";
import { fillLists } from "../access/object-readers.ts";
import { readerParameters } from "../access/visible.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";

/** Who may read is said of the list that the bucket's documents stand under: no document is touched. */
export async function attachBucket(
  client: SqlClient,
  now: Date,
  tenant: string,
  { name, folder, readers, hasObjectReaders = false }: BucketRegistration,
): Promise<void> {
  await client.transaction(async (session) => {
    await session.query(
      `INSERT INTO bucket (tenant, name, folder, first_watched_at, object_readers) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant, name) DO UPDATE SET folder = excluded.folder, attached = true, object_readers = excluded.object_readers`,
      [tenant, name, folder, now, hasObjectReaders],
    );
    await letRead(session, tenant, name, readers);
  });
}

/** Nobody may read what stands under its list any more; documents keep their rows and embeddings. */
export async function detachBucket(client: SqlClient, tenant: string, bucket: string): Promise<void> {
  await client.transaction(async (session) => {
    await session.query("UPDATE bucket SET attached = false WHERE tenant = $1 AND name = $2", [
      tenant,
      bucket,
    ]);
    await letRead(session, tenant, bucket, []);
  });
}

async function letRead(
  session: SqlSession,
  tenant: string,
  bucket: string,
  readers: readonly string[],
): Promise<void> {
  const list = (await listsNamed(session, tenant, [listOfBucket(bucket)])).get(listOfBucket(bucket));
  if (list !== undefined) await setPrincipals(session, tenant, list, readers);
  await fillLists(session, tenant, bucket);
}

export async function attachedBuckets(session: SqlSession, tenant: string): Promise<BucketRegistration[]> {
  return session.query(
    `SELECT name, folder, object_readers AS "hasObjectReaders",
            ${principalsOf("b.tenant", "'bucket ' || b.name")} AS readers
       FROM bucket b WHERE tenant = $1 AND attached ORDER BY name`,
    [tenant],
  );
}

/** Those that the reader may read. */
export async function readableBuckets(session: SqlSession, reader: Reader): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT name FROM bucket b WHERE tenant = $1 AND attached AND EXISTS (SELECT 1 FROM access_list l
        JOIN access_list_principal p ON p.list = l.id AND p.principal = ANY($2::text[])
       WHERE l.tenant = b.tenant AND l.name = 'bucket ' || b.name) ORDER BY name`,
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
