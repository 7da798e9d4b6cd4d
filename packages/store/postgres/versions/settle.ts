import type { BucketObject, Claim, Failure } from "@footnote/contracts";
import { forgetKept, putUnderList } from "../access/object-readers.ts";
import { documentId } from "../connection/identifier.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";
import { END_CLAIM, holds, notifyQueued } from "../queue/claims.ts";
import { archive } from "./archive.ts";
import { endLive } from "./live-periods.ts";

/** The object holds what the live version was made from; only its description, and who may read it, may have changed. */
export async function confirm(
  client: SqlClient,
  now: Date,
  claim: Claim,
  object: BucketObject,
): Promise<boolean> {
  const { live, staged } = claim;
  const { next } = claim.pipelines;
  const isReady = live?.pipeline === next || (staged?.etag === live?.etag && staged?.pipeline === next);
  return client.transaction(async (session) => {
    if (!(await holds(session, claim))) return false;
    if (await putUnderList(session, claim, object.readers)) await forgetKept(session, claim.document);
    await session.query(
      `UPDATE version v SET etag = $3 FROM document d
        WHERE v.document = $1 AND d.id = $1 AND v.etag = $2 AND v.version IN (d.live_version, d.staged_version)`,
      [claim.document, live?.etag ?? null, object.etag],
    );
    await session.query(
      `UPDATE document SET etag = $5, size = $6, modified_at = $7, ${END_CLAIM} WHERE id = $1`,
      [
        claim.document,
        now,
        claim.look,
        // With its etag unchanged, whatever it lacks was tried by this very claim.
        next !== undefined && !isReady && object.etag !== live?.etag,
        object.etag,
        object.size,
        object.modifiedAt,
      ],
    );
    return true;
  });
}

/** Deletes the document with everything of it. Returns the chunk rows deleted, or undefined for a lost claim. */
export async function remove(client: SqlClient, now: Date, claim: Claim): Promise<number | undefined> {
  return client.transaction(async (session) => {
    if (!(await holds(session, claim))) return undefined;
    const deleted = await deleteChunks(session, now, claim.document);
    // A look that came in meanwhile means that the key may be there again: the row stays, empty and due.
    const gone = await session.query("DELETE FROM document WHERE id = $1 AND looks = $2 RETURNING 1", [
      claim.document,
      claim.look,
    ]);
    if (gone.length === 0) {
      await session.query("DELETE FROM version WHERE document = $1", [claim.document]);
      await session.query(
        `UPDATE document SET live_version = NULL, staged_version = NULL, staging_problem = NULL,
           etag = NULL, size = NULL, modified_at = NULL, ${END_CLAIM} WHERE id = $1`,
        [claim.document, now, claim.look, false],
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
      `UPDATE document SET claim = nextval('claim_number'), leased_until = NULL, live_version = NULL,
         staged_version = NULL, staging_problem = NULL, looks = looks + 1, attempts = 0, lane = 'change',
         noticed_at = CASE WHEN due_at IS NULL THEN $2 ELSE noticed_at END, due_at = $2, problem = NULL
       WHERE id = $1 RETURNING id`,
      [documentId(tenant, bucket, key), now],
    );
    if (row === undefined) return 0;
    const deleted = await deleteChunks(session, now, row.id);
    await session.query("DELETE FROM version WHERE document = $1", [row.id]);
    await notifyQueued(session);
    return deleted;
  });
}

/**
 * Records why it failed. Without `retryAt` it is a dead letter, and what was live before is no longer true; unless that
 * was made from this very content, and it failed for a cause that passes, or in the next pipeline, of which nothing is
 * served yet. Returns the chunk rows moved.
 */
export async function fail(
  client: SqlClient,
  now: Date,
  claim: Claim,
  failure: Failure,
): Promise<number | undefined> {
  const { stage, error, object, pipeline, retryAt } = failure;
  const { serving, next } = claim.pipelines;
  const isRemade =
    claim.live !== undefined &&
    claim.live.etag === object?.etag &&
    (error.retryable || (pipeline === next && pipeline !== serving));
  const problem = {
    code: error.code,
    reason: `${error.message} ${error.action}`,
    stage,
    pipeline,
    at: now.toISOString(),
  };
  const isDead = retryAt === undefined && !isRemade;
  const held = await client.transaction(async (session) => {
    if (!(await holds(session, claim))) return false;
    await session.query(
      `UPDATE document SET leased_until = NULL,
         problem = CASE WHEN looks = $3 AND NOT $9::boolean THEN $4::jsonb END,
         staging_problem = CASE WHEN $9 AND $5::timestamptz IS NULL THEN $4::jsonb ELSE staging_problem END,
         due_at = CASE WHEN looks = $3 THEN $5 ELSE $2 END,
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
        isRemade,
      ],
    );
    if (isDead) await endLive(session, claim.document, now);
    // What is live may be of earlier content, whose readers were others.
    const isOfLive = isDead || claim.live === undefined || claim.live.etag === object?.etag;
    if (isOfLive && object !== undefined && (await putUnderList(session, claim, object.readers)))
      await forgetKept(session, claim.document);
    return true;
  });
  if (!held) return undefined;
  return isDead ? archive(client, claim) : 0;
}

/** Their vectors stay a while without their text: a file that is renamed is deleted here and new there. */
async function deleteChunks(session: SqlSession, now: Date, document: string): Promise<number> {
  await session.query("DELETE FROM section WHERE document = $1", [document]);
  const deleted = await session.query<{ count: number }>(
    `WITH old AS (DELETE FROM chunk WHERE document = $1 RETURNING embedding_key, embedding),
       spared AS (INSERT INTO spare_embedding (key, access_list, embedding, spared_at)
         SELECT DISTINCT ON (embedding_key) embedding_key, (SELECT access_list FROM document WHERE id = $1), embedding, ${keptTime("$2")}
           FROM old WHERE embedding_key IS NOT NULL ORDER BY embedding_key
         ON CONFLICT (key, access_list) DO UPDATE SET spared_at = excluded.spared_at)
     SELECT count(*)::int AS count FROM old`,
    [document, now],
  );
  return deleted[0]?.count ?? 0;
}
