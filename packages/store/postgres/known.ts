import type { DocumentState } from "@footnote/contracts";
import type { SqlSession } from "./sql-client.ts";
import { STATE } from "./state.ts";

export interface KnownObject {
  readonly key: string;
  readonly etag: string | null;
  /** Of the live version. */
  readonly pipeline: string | null;
  readonly state: DocumentState;
}

/** One page of all that is known of a bucket, by key: what its listing is compared with. */
export async function known(
  session: SqlSession,
  tenant: string,
  bucket: string,
  after: string | undefined,
  limit: number,
): Promise<KnownObject[]> {
  return session.query(
    `SELECT d.key, d.etag, v.pipeline,
            ${STATE} AS state
       FROM document d LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
      WHERE d.tenant = $1 AND d.bucket = $2 AND ($3::text IS NULL OR d.key > $3) ORDER BY d.key LIMIT $4`,
    [tenant, bucket, after ?? null, limit],
  );
}
