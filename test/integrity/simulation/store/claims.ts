import type { Claim, Lane, MadeVersion } from "@footnote/contracts";
import { type DocumentRow, documentId, type Rows, versionRow } from "./rows.ts";

export const LEASE_MILLISECONDS = 60_000;
/** From the most urgent one. */
const LANES: readonly Lane[] = ["change", "backfill", "recognition", "staging"];

export function look(
  rows: Rows,
  now: Date,
  tenant: string,
  bucket: string,
  keys: readonly string[],
  lane: Lane,
): string[] {
  for (const key of new Set(keys)) {
    const id = documentId(tenant, bucket, key);
    const row = rows.documents.get(id);
    if (row === undefined) {
      rows.documents.set(id, newRow(rows, id, tenant, bucket, key, now, lane));
      continue;
    }
    // It waits for the next pipeline already.
    if (lane === "staging" && row.lane === "staging" && row.dueAt !== null) continue;
    if (row.dueAt === null || row.lane === "staging") row.noticedAt = now;
    // What waits already is not put back behind what is less urgent.
    if (row.dueAt === null || LANES.indexOf(lane) < LANES.indexOf(row.lane)) row.lane = lane;
    if (row.dueAt === null || row.dueAt > now) row.dueAt = now;
    row.looks += 1n;
    row.attempts = 0;
    row.problem = null;
  }
  return keys.map((key) => documentId(tenant, bucket, key));
}

function newRow(
  rows: Rows,
  id: string,
  tenant: string,
  bucket: string,
  key: string,
  now: Date,
  lane: Lane,
): DocumentRow {
  return {
    id,
    tenant,
    bucket,
    key,
    readers: rows.bucket(tenant, bucket).hasObjectReaders ? [] : undefined,
    etag: null,
    size: null,
    modifiedAt: null,
    live: null,
    staged: null,
    dueAt: now,
    lane,
    looks: 1n,
    noticedAt: now,
    claim: 0n,
    leasedUntil: null,
    attempts: 0,
    problem: null,
    stagedProblem: null,
    versions: new Map(),
    chunks: new Map(),
    past: new Map(),
  };
}

export function claim(
  rows: Rows,
  now: Date,
  tenant: string,
  buckets: readonly string[],
  lanes: readonly Lane[],
  limit: number,
): Claim[] {
  const due = waiting(rows, tenant, buckets, lanes)
    .filter((row) => row.dueAt !== null && row.dueAt <= now)
    .filter((row) => row.leasedUntil === null || row.leasedUntil < now)
    .sort(
      (one, other) =>
        LANES.indexOf(one.lane) - LANES.indexOf(other.lane) ||
        (one.dueAt?.getTime() ?? 0) - (other.dueAt?.getTime() ?? 0),
    );
  return due.slice(0, limit).map((row) => {
    row.claim = rows.nextClaimNumber();
    row.leasedUntil = new Date(now.getTime() + LEASE_MILLISECONDS);
    row.attempts += 1;
    return {
      tenant,
      document: row.id,
      bucket: row.bucket,
      key: row.key,
      number: row.claim,
      look: row.looks,
      noticedAt: row.noticedAt,
      claimedAt: now,
      attempt: row.attempts,
      accessList: rows.listOf(row),
      lane: row.lane,
      live: made(row, row.live),
      staged: made(row, row.staged),
      pipelines: rows.pipelinesOf(row),
    };
  });
}

function made(row: DocumentRow, version: string | null): MadeVersion | undefined {
  const found = versionRow(row, version);
  return found && { version: found.version, etag: found.etag, pipeline: found.pipeline };
}

export function nextDue(
  rows: Rows,
  tenant: string,
  buckets: readonly string[],
  lanes: readonly Lane[],
): Date | undefined {
  const times = waiting(rows, tenant, buckets, lanes).map((row) =>
    Math.max(row.dueAt?.getTime() ?? 0, row.leasedUntil?.getTime() ?? 0),
  );
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

function waiting(
  rows: Rows,
  tenant: string,
  buckets: readonly string[],
  lanes: readonly Lane[],
): DocumentRow[] {
  return buckets
    .flatMap((bucket) => rows.documentsOf(tenant, bucket))
    .filter((row) => row.dueAt !== null && lanes.includes(row.lane));
}

export function renew(rows: Rows, now: Date, claims: readonly Claim[]): Claim[] {
  return claims.filter((claimed) => {
    const row = heldBy(rows, claimed);
    if (row !== undefined && row.leasedUntil !== null)
      row.leasedUntil = new Date(now.getTime() + LEASE_MILLISECONDS);
    return row === undefined;
  });
}

export function postpone(rows: Rows, claimed: Claim, until: Date, lane: Lane | undefined): boolean {
  const row = heldBy(rows, claimed);
  if (row === undefined) return false;
  row.leasedUntil = null;
  row.dueAt = until;
  if (lane !== undefined && row.looks === claimed.look) row.lane = lane;
  row.attempts = Math.max(0, row.attempts - 1);
  return true;
}

/** The document's row where the claim is still its own: nobody took a newer one. */
export function heldBy(rows: Rows, claimed: Claim): DocumentRow | undefined {
  const row = rows.documents.get(claimed.document);
  return row?.claim === claimed.number ? row : undefined;
}

/** A look that came in meanwhile leaves the document due; else it is due only where it lacks the next pipeline's version. */
export function endClaim(row: DocumentRow, now: Date, claimed: Claim, lacksNext: boolean): void {
  const lookedAgain = row.looks !== claimed.look;
  row.leasedUntil = null;
  row.attempts = 0;
  row.problem = null;
  row.lane = lookedAgain ? "change" : "staging";
  row.dueAt = lookedAgain || lacksNext ? now : null;
  if (row.dueAt !== null) row.noticedAt = now;
}

/** Whether a version of what is live now is kept for this pipeline. */
export function isReady(row: DocumentRow, pipeline: string): boolean {
  const live = versionRow(row, row.live);
  const staged = versionRow(row, row.staged);
  return live !== undefined && staged?.pipeline === pipeline && staged.etag === live.etag;
}
