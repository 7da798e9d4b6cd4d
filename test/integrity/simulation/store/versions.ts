import type { BucketObject, Claim, Failure, NewVersion } from "@footnote/contracts";
import { endClaim, heldBy } from "./claims.ts";
import { chunkId, type DocumentRow, documentId, type Rows, type VersionRow, versionRow } from "./rows.ts";

/** What a version takes in several transactions is written ahead in batches of so many chunks. */
export interface Batches {
  readonly chunks: number;
  /** Between two transactions, where others have their turn. */
  pause(): Promise<void>;
}

export async function commit(
  rows: Rows,
  now: () => Date,
  batches: Batches,
  claim: Claim,
  version: NewVersion,
): Promise<boolean> {
  const row = await writeChunks(rows, batches, claim, version);
  if (row === undefined) return false;
  const at = now();
  const made = keep(rows, row, claim, version, at);
  // Written ahead by someone who never came to an end.
  for (const chunk of row.chunks.values()) if (!row.versions.has(chunk.version)) row.chunks.delete(chunk.id);
  goLive(row, made, at);
  const { object } = version;
  Object.assign(row, { etag: object.etag, size: object.size, modifiedAt: object.modifiedAt });
  if (versionRow(row, row.staged)?.etag !== object.etag) row.staged = null;
  row.stagedProblem = null;
  endClaim(rows, row, at, claim);
  return true;
}

export async function stage(
  rows: Rows,
  now: () => Date,
  batches: Batches,
  claim: Claim,
  version: NewVersion,
): Promise<boolean> {
  const row = await writeChunks(rows, batches, claim, version);
  if (row === undefined) return false;
  keep(rows, row, claim, version, now());
  row.staged = version.version;
  row.stagedProblem = null;
  endClaim(rows, row, now(), claim);
  return true;
}

/** Writes the chunks in batches; undefined where the claim is lost meanwhile. Synchronous after the last batch. */
async function writeChunks(
  rows: Rows,
  batches: Batches,
  claim: Claim,
  version: NewVersion,
): Promise<DocumentRow | undefined> {
  const { chunks } = version;
  for (let start = 0; ; start += batches.chunks) {
    const row = heldBy(rows, claim);
    if (row === undefined) return undefined;
    for (const chunk of chunks.slice(start, start + batches.chunks)) {
      const id = chunkId(row.id, version.version, chunk.ordinal);
      const stored = { ...chunk, id, document: row.id, version: version.version, model: version.model };
      if (!row.chunks.has(id)) row.chunks.set(id, stored);
    }
    if (start + batches.chunks >= chunks.length) return row;
    await batches.pause();
  }
}

function keep(rows: Rows, row: DocumentRow, claim: Claim, version: NewVersion, at: Date): VersionRow {
  const { object } = version;
  const times = { ...version.times, indexed: at.toISOString(), live: at.toISOString() };
  // A change of the pipeline alone is no news of the object: its freshness counts from when it was noticed.
  const from = claim.live?.etag === object.etag ? claim.noticedAt : object.modifiedAt;
  const since = Math.max(from.getTime(), rows.bucket(row.tenant, row.bucket).firstWatchedAt.getTime());
  const answerableAfter = Math.max(0, at.getTime() - since) / 1000;
  const known = row.versions.get(version.version);
  if (known !== undefined) {
    Object.assign(known, { etag: object.etag, times, answerableAfter });
    return known;
  }
  const made: VersionRow = {
    version: version.version,
    pipeline: version.pipeline,
    etag: object.etag,
    title: version.title,
    format: version.format,
    pages: version.pages,
    text: version.text,
    blocks: version.blocks,
    chunks: version.chunks.length,
    reused: version.reused,
    times,
    answerableAfter,
    periods: [],
  };
  row.versions.set(made.version, made);
  return made;
}

export function goLive(row: DocumentRow, version: VersionRow | undefined, at: Date): void {
  const before = versionRow(row, row.live)?.periods.at(-1);
  if (before !== undefined) before.until = at;
  version?.periods.push({ from: at, until: null });
  row.live = version?.version ?? null;
}

export function confirm(rows: Rows, now: Date, claim: Claim, object: BucketObject): boolean {
  const row = heldBy(rows, claim);
  if (row === undefined) return false;
  const live = versionRow(row, row.live);
  const staged = versionRow(row, row.staged);
  if (staged !== undefined && staged.etag === live?.etag) staged.etag = object.etag;
  if (live !== undefined) live.etag = object.etag;
  Object.assign(row, { etag: object.etag, size: object.size, modifiedAt: object.modifiedAt });
  endClaim(rows, row, now, claim);
  return true;
}

export function remove(rows: Rows, now: Date, claim: Claim): boolean {
  const row = heldBy(rows, claim);
  if (row === undefined) return false;
  // A look that came in meanwhile means that the key may be there again: the row stays, empty and due.
  if (row.looks === claim.look) rows.documents.delete(row.id);
  empty(row);
  endClaim(rows, row, now, claim);
  return true;
}

export function withdraw(rows: Rows, now: Date, tenant: string, bucket: string, key: string): void {
  const row = rows.documents.get(documentId(tenant, bucket, key));
  if (row === undefined) return;
  // The new fencing number voids the claim of a worker that is about to make a version live.
  row.claim = rows.nextClaimNumber();
  row.leasedUntil = null;
  row.looks += 1n;
  if (row.dueAt === null) row.noticedAt = now;
  row.dueAt = now;
  row.lane = "change";
  row.problem = null;
  empty(row);
}

function empty(row: DocumentRow): void {
  row.versions.clear();
  row.chunks.clear();
  Object.assign(row, {
    live: null,
    staged: null,
    stagedProblem: null,
    etag: null,
    size: null,
    modifiedAt: null,
  });
}

export function fail(rows: Rows, now: Date, claim: Claim, failure: Failure): boolean {
  const row = heldBy(rows, claim);
  if (row === undefined) return false;
  const { stage, error, object, pipeline, retryAt } = failure;
  const problem = {
    code: error.code,
    reason: `${error.message} ${error.action}`,
    stage,
    pipeline,
    at: now.toISOString(),
  };
  row.leasedUntil = null;
  if (row.looks !== claim.look) {
    row.dueAt = now;
    row.problem = null;
    return true;
  }
  if (row.live !== null && pipeline === rows.pipelinesOf(row).next) {
    row.dueAt = retryAt ?? null;
    if (retryAt === undefined) row.stagedProblem = problem;
    return true;
  }
  row.problem = problem;
  row.dueAt = retryAt ?? null;
  if (object !== undefined)
    Object.assign(row, { etag: object.etag, size: object.size, modifiedAt: object.modifiedAt });
  if (retryAt === undefined) {
    goLive(row, undefined, now);
    row.staged = null;
    row.chunks.clear();
  }
  return true;
}
