import { type Analyzer, CANARY_KEY, type Claim, FootnoteError, type NewVersion } from "@footnote/contracts";
import { forgetKept, putUnderList } from "../access/object-readers.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { END_CLAIM, holds } from "../queue/claims.ts";
import { archive, forgetPast } from "./archive.ts";
import { insertChunks, insertVersion } from "./insert-version.ts";
import { closeLivePeriods, openLivePeriod, retire } from "./live-periods.ts";
import { batchOf } from "./terms-of.ts";

/**
 * PGlite has one session, so a transaction keeps every search waiting: 64 rows take it 80 to 180 ms.
 * Chunks before the last batch are written ahead, unseen because their version is not live.
 */
const BATCH_CHUNKS = 64;

/**
 * Makes a version live in one transaction: last chunks in, `live_version` flipped. A crash before it leaves at most
 * unseen chunks, which the next commit of the document takes over or deletes. What was live before is archived after
 * it; no read sees it any more. Returns the chunk rows written and moved, or undefined where the claim is lost.
 */
export async function commitVersion(
  client: SqlClient,
  analyzer: Analyzer,
  now: () => Date,
  claim: Claim,
  version: NewVersion,
): Promise<number | undefined> {
  return writeVersion(client, analyzer, now, claim, version, async (session, at) => {
    const { next } = claim.pipelines;
    const lacksNext = next !== undefined && next !== version.pipeline && claim.key !== CANARY_KEY;
    await Promise.all([
      closeLivePeriods(session, claim.document, at),
      openLivePeriod(session, claim.document, version.version, at),
      session.query(
        `UPDATE document SET live_version = $5, etag = $6, size = $7, modified_at = $8, ${END_CLAIM} WHERE id = $1`,
        [claim.document, at, claim.look, lacksNext, version.version, ...describe(version)],
        "once",
      ),
      // What was staged was made from what lay there before, unless it is this very version.
      session.query(
        `UPDATE document d SET staged_version = NULL, staging_problem = NULL
          WHERE d.id = $1 AND NOT EXISTS (SELECT 1 FROM version v
            WHERE v.document = d.id AND v.version = d.staged_version AND v.etag = d.etag AND v.version <> d.live_version)`,
        [claim.document],
        "once",
      ),
    ]);
  });
}

/** The same for the next pipeline: everything is there, and nobody sees it. */
export async function stageVersion(
  client: SqlClient,
  analyzer: Analyzer,
  now: () => Date,
  claim: Claim,
  version: NewVersion,
): Promise<number | undefined> {
  return writeVersion(client, analyzer, now, claim, version, async (session, at) => {
    await session.query(
      `UPDATE document SET staged_version = $5, staging_problem = NULL, ${END_CLAIM} WHERE id = $1`,
      [claim.document, at, claim.look, false, version.version],
      "once",
    );
  });
}

/** Postgres' own code for having no memory left. */
const OUT_OF_MEMORY = "53200";

/** What the index has no room in memory for will have none at the next try either. @throws FootnoteError file_too_large */
async function writeVersion(
  client: SqlClient,
  analyzer: Analyzer,
  now: () => Date,
  claim: Claim,
  version: NewVersion,
  place: (session: SqlSession, at: Date) => Promise<void>,
): Promise<number | undefined> {
  try {
    return await writeInBatches(client, analyzer, now, claim, version, place);
  } catch (error) {
    const cause = error instanceof FootnoteError ? error.cause : undefined;
    if (!(cause instanceof Error && "code" in cause && cause.code === OUT_OF_MEMORY)) throw error;
    throw new FootnoteError(
      "file_too_large",
      "The index ran out of memory when the file was written into it.",
      {
        action: "Split it into smaller files.",
        cause,
      },
    );
  }
}

/** Chunks in batches, the version with `place` in the transaction of the last one, and then the archive. */
async function writeInBatches(
  client: SqlClient,
  analyzer: Analyzer,
  now: () => Date,
  claim: Claim,
  version: NewVersion,
  place: (session: SqlSession, at: Date) => Promise<void>,
): Promise<number | undefined> {
  const { document } = claim;
  const { chunks } = version;
  const ahead = Math.max(0, Math.ceil(chunks.length / BATCH_CHUNKS) - 1) * BATCH_CHUNKS;
  for (let start = 0; start < ahead; start += BATCH_CHUNKS) {
    const batch = await batchOf(analyzer, version, chunks.slice(start, start + BATCH_CHUNKS));
    const held = await client.transaction(async (session) => {
      if (!(await holds(session, claim))) return false;
      await insertChunks(session, claim.tenant, document, version, batch);
      await session.query("UPDATE document SET unswept = true WHERE id = $1 AND NOT unswept", [document]);
      return true;
    });
    if (!held) return undefined;
  }
  const last = await batchOf(analyzer, version, chunks.slice(ahead));
  const written = await client.transaction(async (session) => {
    if (!(await holds(session, claim))) return undefined;
    const at = now();
    const isForOthers = await putUnderList(session, claim, version.object.readers);
    // In this order, and in one round trip: every search waits while the transaction is open.
    const [, hasOthers] = await Promise.all([
      insertChunks(session, claim.tenant, document, version, last),
      mustBeWhole(session, document, version),
      insertVersion(session, claim, version, at),
      place(session, at),
      retire(session, document, at),
      sayWhatIsLeft(session, document),
    ]);
    if (isForOthers) await forgetKept(session, document);
    return { hasOthers };
  });
  return written && chunks.length + (written.hasOthers ? await archive(client, claim) : 0);
}

/** What was written ahead is shown now; what was shown before is left to the archive. */
async function sayWhatIsLeft(session: SqlSession, document: string): Promise<void> {
  await session.query(
    `UPDATE document d SET unswept = false WHERE d.id = $1 AND d.unswept AND NOT EXISTS (SELECT 1 FROM chunk c
       WHERE c.document = d.id AND c.version IS DISTINCT FROM d.live_version AND c.version IS DISTINCT FROM d.staged_version)`,
    [document],
  );
}

/**
 * The last look before readers have it: a version that lacks a chunk must never go live. Says whether the document has
 * chunks of other versions too.
 */
async function mustBeWhole(session: SqlSession, document: string, version: NewVersion): Promise<boolean> {
  const [row] = await session.query<{ own: number; all: number; past: boolean }>(
    `SELECT count(*) FILTER (WHERE version = $2)::int AS own, count(*)::int AS all,
            EXISTS (SELECT 1 FROM past_chunk WHERE document = $1 AND version = $2) AS past
       FROM chunk WHERE document = $1`,
    [document, version.version],
    "once",
  );
  // The same content was live before, and is searched again now.
  if (row?.past) await forgetPast(session, document, version.version);
  if (row?.own === version.chunks.length) return row.all > row.own;
  throw new FootnoteError("store_failed", "Some of the document's chunks were not stored.", {
    action: "It is tried again by itself.",
  });
}

function describe({ object }: NewVersion): [string, number, Date] {
  return [object.etag, object.size, object.modifiedAt];
}
