import {
  type BucketObject,
  CANARY_KEY,
  type Claim,
  type Failure,
  type NewVersion,
  textIn,
} from "@footnote/contracts";
import { archive, retire } from "./archive.ts";
import { endClaim, heldBy } from "./claims.ts";
import { keptTime } from "./clock.ts";
import {
  chunkId,
  type DocumentRow,
  documentId,
  embeddingKey,
  type Rows,
  type VersionRow,
  versionRow,
} from "./rows.ts";

/** What a version takes in several transactions is written ahead in batches of so many chunks. */
export interface Batches {
  readonly chunks: number;
  /** Between two transactions, where others have their turn. */
  pause(): Promise<void>;
  /** In the transaction that takes the version over; what is archived after it is no write of the claim's. */
  onTaken(claim: Claim): void;
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
  batches.onTaken(claim);
  const at = now();
  const made = keep(rows, row, claim, version, at);
  goLive(row, made, at);
  const { object } = version;
  describe(row, object);
  rows.letRead(row, object.readers);
  // What was staged was made from what lay there before, unless it is this very version.
  if (row.staged === row.live || versionRow(row, row.staged)?.etag !== object.etag) {
    row.staged = null;
    row.stagedProblem = null;
  }
  const { next } = claim.pipelines;
  endClaim(row, at, claim, next !== undefined && next !== version.pipeline && row.key !== CANARY_KEY);
  return archiveAfter(rows, batches, row, claim, at);
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
  batches.onTaken(claim);
  const at = now();
  keep(rows, row, claim, version, at);
  row.staged = version.version;
  row.stagedProblem = null;
  rows.letRead(row, version.object.readers);
  endClaim(row, at, claim, false);
  return archiveAfter(rows, batches, row, claim, at);
}

/** In a transaction of its own: no read sees any more what it moves. */
async function archiveAfter(
  rows: Rows,
  batches: Batches,
  row: DocumentRow,
  claim: Claim,
  at: Date,
): Promise<boolean> {
  retire(row, keptTime(rows, at));
  for (const chunk of row.chunks.values()) row.past.delete(chunk.id);
  if ([...row.chunks.values()].every(({ version }) => version === row.live || version === row.staged))
    return true;
  await batches.pause();
  const held = heldBy(rows, claim);
  if (held !== undefined) archive(held);
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
      // As a column of whole numbers does.
      if (!Number.isInteger(chunk.start)) throw new Error("A chunk begins nowhere.");
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
  const times = { ...version.times, live: at.toISOString() };
  // A change of the pipeline alone is no news of the object: its freshness counts from when it was noticed.
  const from = claim.live?.etag === object.etag ? claim.noticedAt : object.modifiedAt;
  const since = Math.max(from.getTime(), rows.bucket(row.tenant, row.bucket).firstWatchedAt?.getTime() ?? 0);
  const answerableAfter = Math.max(0, at.getTime() - since) / 1000;
  const known = row.versions.get(version.version);
  if (known !== undefined) {
    Object.assign(known, {
      etag: object.etag,
      times,
      answerableAfter,
      reused: version.reused,
      retiredAt: null,
    });
    return known;
  }
  const made: VersionRow = {
    version: version.version,
    pipeline: version.pipeline,
    etag: object.etag,
    title: version.title,
    format: version.format,
    pages: version.pages,
    notes: version.notes,
    text: textIn(version.segments, { start: 0, end: version.length }),
    segments: version.segments,
    chunks: version.chunks.length,
    reused: version.reused,
    times,
    answerableAfter,
    retiredAt: null,
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
  const { live, staged } = claim;
  const { next } = claim.pipelines;
  const isReady = live?.pipeline === next || (staged?.etag === live?.etag && staged?.pipeline === next);
  for (const version of [versionRow(row, row.live), versionRow(row, row.staged)])
    if (version !== undefined && version.etag === live?.etag) version.etag = object.etag;
  describe(row, object);
  rows.letRead(row, object.readers);
  // With its etag unchanged, whatever it lacks was tried by this very claim.
  endClaim(row, now, claim, next !== undefined && !isReady && object.etag !== live?.etag);
  return true;
}

function describe(row: DocumentRow, { etag, size, modifiedAt }: BucketObject): void {
  Object.assign(row, { etag, size, modifiedAt });
}

export function remove(rows: Rows, now: Date, claim: Claim): boolean {
  const row = heldBy(rows, claim);
  if (row === undefined) return false;
  // A look that came in meanwhile means that the key may be there again: the row stays, empty and due.
  if (row.looks === claim.look) rows.documents.delete(row.id);
  empty(rows, row, now);
  Object.assign(row, { etag: null, size: null, modifiedAt: null });
  endClaim(row, now, claim, false);
  return true;
}

export function withdraw(rows: Rows, now: Date, tenant: string, bucket: string, key: string): void {
  const row = rows.documents.get(documentId(tenant, bucket, key));
  if (row === undefined) return;
  // The new fencing number voids the claim of a worker that is about to make a version live.
  row.claim = rows.nextClaimNumber();
  row.leasedUntil = null;
  row.looks += 1n;
  row.attempts = 0;
  if (row.dueAt === null) row.noticedAt = now;
  row.dueAt = now;
  row.lane = "change";
  row.problem = null;
  empty(rows, row, now);
}

function empty(rows: Rows, row: DocumentRow, now: Date): void {
  for (const { model, indexedText, embedding } of row.chunks.values())
    rows.spare.set(embeddingKey(rows.listOf(row), row.tenant, model, indexedText), {
      embedding,
      sparedAt: keptTime(rows, now),
    });
  row.versions.clear();
  row.chunks.clear();
  row.past.clear();
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
  const isCurrent = row.looks === claim.look;
  row.leasedUntil = null;
  row.problem = isCurrent && !isRemade ? problem : null;
  if (isRemade && retryAt === undefined) row.stagedProblem = problem;
  row.dueAt = isCurrent ? (retryAt ?? null) : now;
  if (object !== undefined) describe(row, object);
  if (retryAt === undefined && !isRemade) {
    goLive(row, undefined, now);
    row.staged = null;
    retire(row, keptTime(rows, now));
    archive(row);
  }
  // What is live may be of earlier content, whose readers were others.
  if (object !== undefined && (row.live === null || claim.live?.etag === object.etag))
    rows.letRead(row, object.readers);
  return true;
}
