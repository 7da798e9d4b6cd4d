import type { Claim, ObjectReaders } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { listNamedFor, listsNamed, listsOfObjects } from "./access-lists.ts";

type Place = Pick<Claim, "tenant" | "bucket" | "key">;

/** The id of the list for these readers, made where it is not there; undefined where they were not looked up. */
export async function listFor(
  session: SqlSession,
  { tenant, bucket, key }: Place,
  readers: ObjectReaders | undefined,
): Promise<bigint | undefined> {
  const name = listNamedFor(bucket, key, readers);
  if (name === undefined) return undefined;
  const [known] = await session.query<{ id: bigint }>(
    "SELECT id FROM access_list WHERE tenant = $1 AND name = $2",
    [tenant, name],
    "once",
  );
  if (known !== undefined) return known.id;
  const id = (await listsNamed(session, tenant, [name])).get(name);
  await fillLists(session, tenant, bucket);
  return id;
}

/**
 * Lets read who the objects' lists name, or nobody where nothing is answered from the bucket. What a list was made for stands
 * in its name. Whoever attaches or detaches the bucket meanwhile waits, and then finds the list.
 */
export async function fillLists(session: SqlSession, tenant: string, bucket: string): Promise<void> {
  const [row] = await session.query<{ attached: boolean }>(
    "SELECT attached FROM bucket WHERE tenant = $1 AND name = $2 FOR SHARE",
    [tenant, bucket],
  );
  const beginning = listsOfObjects(bucket);
  const lists = "FROM access_list l WHERE l.tenant = $1 AND starts_with(l.name, $2)";
  await session.query(
    row?.attached
      ? `INSERT INTO access_list_principal (tenant, principal, list)
         SELECT l.tenant, named.principal, l.id
           FROM access_list l, jsonb_array_elements_text(substr(l.name, length($2) + 1)::jsonb) AS named (principal)
          WHERE l.tenant = $1 AND starts_with(l.name, $2) ORDER BY l.id, 2 ON CONFLICT DO NOTHING`
      : `DELETE FROM access_list_principal WHERE list IN (SELECT l.id ${lists})`,
    [tenant, beginning],
  );
}

/** Puts the document under the list of these readers. Says whether it stood under another. */
export async function putUnderList(
  session: SqlSession,
  claim: Place & Pick<Claim, "document">,
  readers: ObjectReaders | undefined,
): Promise<boolean> {
  const list = await listFor(session, claim, readers);
  if (list === undefined) return false;
  const moved = await session.query(
    "UPDATE document SET access_list = $2 WHERE id = $1 AND access_list <> $2 RETURNING 1",
    [claim.document, list],
    "once",
  );
  return moved.length > 0;
}

/** What was written for other readers is not shown to these, of no past moment either: only what is live or staged stays. */
export async function forgetKept(session: SqlSession, document: string): Promise<void> {
  await session.query(
    `DELETE FROM version v USING document d WHERE v.document = $1 AND d.id = $1
        AND v.version IS DISTINCT FROM d.live_version AND v.version IS DISTINCT FROM d.staged_version`,
    [document],
  );
}
