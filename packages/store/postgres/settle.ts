import type { BucketObject, Claim, Failure } from "@footnote/contracts";
import { END_CLAIM, holds } from "./claims.ts";
import { documentId } from "./identifier.ts";
import type { SqlClient, SqlSession } from "./sql-client.ts";

/** The object holds what the live version was made from; only its description may have changed. */
export async function confirm(
  client: SqlClient,
  now: Date,
  claim: Claim,
  object: BucketObject,
): Promise<boolean> {
  return client.transaction(async (session) => {
    if (!(await holds(session, claim))) return false;
    await session.query("UPDATE version SET etag = $3 WHERE document = $1 AND version = $2", [
      claim.document,
      claim.live?.version ?? null,
      object.etag,
    ]);
    await session.query(
      `UPDATE document SET etag = $4, size = $5, modified_at = $6, ${END_CLAIM} WHERE id = $1`,
      [claim.document, now, claim.look, object.etag, object.size, object.modifiedAt],
    );
    return true;
  });
}

/** Deletes the document with everything of it. Returns the chunk rows deleted, or undefined for a lost claim. */
export async function remove(client: SqlClient, now: Date, claim: Claim): Promise<number | undefined> {
  return client.transaction(async (session) => {
    if (!(await holds(session, claim))) return undefined;
    const deleted = await deleteChunks(session, claim.document);
    // A look that came in meanwhile means that the key may be there again: the row stays, empty and due.
    const gone = await session.query("DELETE FROM document WHERE id = $1 AND looks = $2 RETURNING 1", [
      claim.document,
      claim.look,
    ]);
    if (gone.length === 0) {
      await session.query("DELETE FROM version WHERE document = $1", [claim.document]);
      await session.query(
        `UPDATE document SET live_version = NULL, etag = NULL, size = NULL, modified_at = NULL, ${END_CLAIM} WHERE id = $1`,
        [claim.document, now, claim.look],
      );
    }
    return deleted;
  });
}

/** Takes a document out of every read before anyone looks at its object again. Returns the chunk rows deleted. */
export async function withdraw(
  client: SqlClient,
  now: Date,
  tenant: string,
  bucket: string,
  key: string,
): Promise<number> {
  return client.transaction(async (session) => {
    // The new fencing number voids the claim of a worker that is about to make a version live.
    const [row] = await session.query<{ id: string }>(
      `UPDATE document SET claim = nextval('claim_number'), leased_until = NULL, live_version = NULL, looks = looks + 1,
         noticed_at = CASE WHEN due_at IS NULL THEN $2 ELSE noticed_at END, due_at = $2, problem = NULL
       WHERE id = $1 RETURNING id`,
      [documentId(tenant, bucket, key), now],
    );
    if (row === undefined) return 0;
    await session.query("DELETE FROM version WHERE document = $1", [row.id]);
    return deleteChunks(session, row.id);
  });
}

/** Records why it failed. Without `retryAt` it is a dead letter, and what was live before is no longer true. */
export async function fail(
  client: SqlClient,
  now: Date,
  claim: Claim,
  failure: Failure,
): Promise<number | undefined> {
  const { stage, error, object, pipeline, retryAt } = failure;
  return client.transaction(async (session) => {
    if (!(await holds(session, claim))) return undefined;
    const problem = { code: error.code, reason: `${error.message} ${error.action}`, stage, pipeline };
    await session.query(
      `UPDATE document SET leased_until = NULL,
         problem = CASE WHEN looks = $3 THEN $4::jsonb END,
         due_at = CASE WHEN looks = $3 THEN $5::timestamptz ELSE $2 END,
         etag = coalesce($6, etag), size = coalesce($7, size), modified_at = coalesce($8, modified_at)
       WHERE id = $1`,
      [
        claim.document,
        now,
        claim.look,
        JSON.stringify(problem),
        retryAt ?? null,
        object?.etag ?? null,
        object?.size ?? null,
        object?.modifiedAt ?? null,
      ],
    );
    if (retryAt !== undefined) return 0;
    await session.query("UPDATE document SET live_version = NULL WHERE id = $1", [claim.document]);
    return deleteChunks(session, claim.document);
  });
}

async function deleteChunks(session: SqlSession, document: string): Promise<number> {
  await session.query("DELETE FROM section WHERE document = $1", [document]);
  const [row] = await session.query<{ count: number }>(
    `WITH old AS (DELETE FROM chunk WHERE document = $1 RETURNING 1) SELECT count(*)::int AS count FROM old`,
    [document],
  );
  return row?.count ?? 0;
}
