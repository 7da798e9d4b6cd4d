import { CANARY_KEY, type ObjectReaders, type Reader, type ResolvedReader } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { readerParameters } from "./visible.ts";

/** The list that a bucket's documents stand under. */
export function listOfBucket(bucket: string): string {
  return `bucket ${bucket}`;
}

/** What the names of the lists begin with that objects of a bucket name themselves: no bucket's name has a space. */
export function listsOfObjects(bucket: string): string {
  return `${listOfBucket(bucket)} readers `;
}

/** The list that a tenant's canaries stand under. */
export const CANARY_LIST = "canary";

/** The list for these readers of an object, by its name; undefined where they were not looked up. */
export function listNamedFor(
  bucket: string,
  key: string,
  readers: ObjectReaders | undefined,
): string | undefined {
  if (key === CANARY_KEY) return CANARY_LIST;
  if (readers === undefined) return listOfBucket(bucket);
  if (readers === "unasked") return undefined;
  return listsOfObjects(bucket) + JSON.stringify([...new Set(readers)].sort());
}

/** The ids of these lists, by name; one that is not there is made, and lets nobody read. */
export async function listsNamed(
  session: SqlSession,
  tenant: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const known = async () => {
    const rows = await session.query<{ name: string; id: bigint }>(
      "SELECT name, id FROM access_list WHERE tenant = $1 AND name = ANY($2::text[])",
      [tenant, names],
      "once",
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  };
  const found = await known();
  if (names.every((name) => found.has(name))) return found;
  await session.query(
    "INSERT INTO access_list (tenant, name) SELECT $1, unnest($2::text[]) ORDER BY 2 ON CONFLICT DO NOTHING",
    [tenant, names],
  );
  return known();
}

/** From now on exactly these may read what stands under the list. Where it is so already nothing changes. */
export async function setPrincipals(
  session: SqlSession,
  tenant: string,
  list: bigint,
  principals: readonly string[],
): Promise<void> {
  // Two that change one list do so one after the other.
  await session.query("SELECT 1 FROM access_list WHERE id = $1 FOR NO KEY UPDATE", [list]);
  await session.query("DELETE FROM access_list_principal WHERE list = $1 AND principal <> ALL($2::text[])", [
    list,
    principals,
  ]);
  await session.query(
    `INSERT INTO access_list_principal (tenant, principal, list)
     SELECT $1, principal, $2 FROM unnest($3::text[]) AS wanted (principal) ON CONFLICT DO NOTHING`,
    [tenant, list, principals],
  );
}

/** SQL for the sorted principals of the list with that name. */
export function principalsOf(tenant: string, name: string): string {
  return `ARRAY(SELECT p.principal FROM access_list l JOIN access_list_principal p ON p.list = l.id
    WHERE l.tenant = ${tenant} AND l.name = ${name} ORDER BY 1)`;
}

export async function resolveReader(session: SqlSession, reader: Reader): Promise<ResolvedReader> {
  const rows = await session.query<{ list: bigint }>(
    "SELECT DISTINCT list FROM access_list_principal WHERE tenant = $1 AND principal = ANY($2::text[]) ORDER BY list",
    readerParameters(reader),
    "once",
  );
  return { ...reader, lists: rows.map(({ list }) => String(list)) };
}
