import {
  type BucketObject,
  type BucketPipelines,
  CANARY_KEY,
  type DifferingObject,
  type ErrorCode,
  type KnownObject,
} from "@footnote/contracts";
import { listNamedFor } from "../access/access-lists.ts";
import { documentId } from "../connection/identifier.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { STATE } from "./state.ts";

interface KnownRow extends Omit<KnownObject, "problem"> {
  problem: { code: ErrorCode; at: string } | null;
}

interface DifferingRow extends Omit<KnownRow, "key"> {
  readonly key: string | null;
  readonly at: bigint;
  readonly hasOtherReaders: boolean;
}

const COLUMNS = `d.key, d.etag, d.live_version AS version,
    coalesce(v.pipeline, d.problem ->> 'pipeline') AS pipeline, ${STATE} AS state,
    coalesce(d.staging_problem ->> 'pipeline', s.pipeline) AS staged, coalesce(d.problem, d.staging_problem) AS problem`;
const VERSIONS = `LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
  LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version`;
const KNOWN = `SELECT ${COLUMNS} FROM document d ${VERSIONS}`;

/** The canary comes and goes by itself, and is nobody's document. */
const ANSWERABLE = "d.tenant = $1 AND d.bucket = $2 AND d.live_version IS NOT NULL AND d.key <> $3";

export async function known(
  session: SqlSession,
  tenant: string,
  bucket: string,
  keys: readonly string[],
): Promise<KnownObject[]> {
  const rows = await session.query<KnownRow>(
    `${KNOWN} WHERE d.id = ANY($1::uuid[]) ORDER BY left(d.key, 600), d.id`,
    [keys.map((key) => documentId(tenant, bucket, key))],
  );
  return rows.map(knownObject);
}

/**
 * Looked up in one statement, which gives a row for each that differs alone: in a large bucket hardly any does. One by one by
 * their ids: as joins each page of a listing read all documents of a bucket of 20,000, and so as many times as it has pages.
 */
export async function differing(
  session: SqlSession,
  tenant: string,
  bucket: string,
  objects: readonly Pick<BucketObject, "key" | "etag" | "readers">[],
  { serving, next }: BucketPipelines,
): Promise<DifferingObject[]> {
  const rows = await session.query<DifferingRow>(
    `SELECT asked.at, ${COLUMNS}, list.other AS "hasOtherReaders"
       FROM unnest($1::uuid[], $2::text[], $5::text[]) WITH ORDINALITY AS asked (id, etag, list, at)
       LEFT JOIN LATERAL (SELECT * FROM document WHERE id = asked.id LIMIT 1) d ON true
       ${["live", "staged"].map(madeAs).join("\n")}
       CROSS JOIN LATERAL (SELECT d.id IS NOT NULL AND asked.list IS NOT NULL AND d.access_list IS DISTINCT FROM
         (SELECT id FROM access_list WHERE tenant = $6 AND name = asked.list) AS other) list
      WHERE (NOT list.other AND d.etag = asked.etag AND d.due_at IS NULL AND d.problem IS NULL AND d.staging_problem IS NULL
        AND (v.pipeline = $4 OR v.pipeline = $3 AND ($4::text IS NULL OR s.pipeline = $4))) IS NOT TRUE
      ORDER BY asked.at`,
    [
      objects.map(({ key }) => documentId(tenant, bucket, key)),
      objects.map(({ etag }) => etag),
      serving,
      next ?? null,
      objects.map(({ key, readers }) => listNamedFor(bucket, key, readers) ?? null),
      tenant,
    ],
  );
  return rows.map(({ at, key, hasOtherReaders, ...row }) => {
    const listed = objects[Number(at) - 1] as BucketObject;
    const known = key === null ? undefined : knownObject({ key, ...row });
    return { key: listed.key, etag: listed.etag, known, hasOtherReaders };
  });
}

/** What made the document's version, in the alias `v` or `s`. */
const madeAs = (which: string) =>
  `LEFT JOIN LATERAL (SELECT pipeline FROM version
     WHERE document = d.id AND version = d.${which}_version LIMIT 1) ${which === "live" ? "v" : "s"} ON true`;

export async function countAnswerable(
  session: SqlSession,
  tenant: string,
  bucket: string,
  most: number,
): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM document d WHERE ${ANSWERABLE} LIMIT $4) few`,
    [tenant, bucket, CANARY_KEY, most],
  );
  return row?.count ?? 0;
}

/** Ids are hashes, so those that come first are no likelier to be of one kind than others. */
export async function sampleAnswerable(
  session: SqlSession,
  tenant: string,
  bucket: string,
  limit: number,
): Promise<KnownObject[]> {
  const rows = await session.query<KnownRow>(`${KNOWN} WHERE ${ANSWERABLE} ORDER BY d.id LIMIT $4`, [
    tenant,
    bucket,
    CANARY_KEY,
    limit,
  ]);
  return rows.map(knownObject);
}

function knownObject({ problem, ...row }: KnownRow): KnownObject {
  return { ...row, problem: problem && { code: problem.code, at: new Date(problem.at) } };
}

export async function knownKeys(
  session: SqlSession,
  tenant: string,
  bucket: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await session.query<{ key: string }>(
    `SELECT key FROM document
      WHERE tenant = $1 AND bucket = $2
        AND ($3::text IS NULL OR (left(key, 600), id) > (left($3, 600), $4::uuid))
      ORDER BY left(key, 600), id LIMIT $5`,
    [tenant, bucket, after ?? null, after === undefined ? null : documentId(tenant, bucket, after), limit],
  );
  return rows.map((row) => row.key);
}
