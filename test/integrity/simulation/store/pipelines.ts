import { type BucketPipelines, CANARY_KEY, type Pipeline, type PipelineProgress } from "@footnote/contracts";
import { restore, retire } from "./archive.ts";
import { isReady } from "./claims.ts";
import { keptTime } from "./clock.ts";
import { type BucketRow, type DocumentRow, type Rows, versionRow } from "./rows.ts";
import { goLive } from "./versions.ts";

export function configurePipeline(
  rows: Rows,
  now: Date,
  tenant: string,
  name: string,
  pipeline: Pipeline,
): BucketPipelines {
  const bucket = rows.bucket(tenant, name);
  bucket.serving ??= pipeline;
  const isHeld = bucket.held?.id === pipeline.id;
  if (!isHeld) bucket.held = null;
  bucket.next = bucket.serving.id === pipeline.id || isHeld ? null : pipeline;
  if (bucket.next === null) unstage(rows, bucket, now);
  else stageKept(rows, bucket, pipeline.id);
  return bucketPipelines(rows, tenant, name);
}

export function bucketPipelines(rows: Rows, tenant: string, bucket: string): BucketPipelines {
  const { serving, next } = rows.bucket(tenant, bucket);
  return { serving: serving?.id ?? "", next: next?.id };
}

export function pipelines(rows: Rows, tenant: string): PipelineProgress[] {
  return attached(rows, tenant).flatMap((bucket) => {
    const { serving, next, previous, held } = bucket;
    if (serving === null) return [];
    const live = countedOf(rows, bucket);
    return {
      bucket: bucket.name,
      serving,
      next,
      previous,
      held,
      documents: live.length,
      staged: live.filter((row) => next !== null && isBuilt(row, next.id)).length,
      failed: live.filter((row) => next !== null && hasFailed(row, next.id)).length,
    };
  });
}

export function switchPipelines(
  rows: Rows,
  now: Date,
  tenant: string,
  {
    force,
    resume,
    buckets: only,
  }: { readonly force: boolean; readonly resume: boolean; readonly buckets?: readonly string[] },
): string[] {
  const buckets = attached(rows, tenant).filter(({ name }) => only?.includes(name) ?? true);
  for (const bucket of buckets) {
    if (!resume || bucket.held === null || bucket.next !== null) continue;
    bucket.next = bucket.held;
    bucket.held = null;
    stageKept(rows, bucket, bucket.next.id);
  }
  const switching = buckets.filter((bucket) => bucket.next !== null);
  const isWaiting = switching.some((bucket) =>
    countedOf(rows, bucket).some((row) => !isBuilt(row, bucket.next?.id ?? "")),
  );
  if (isWaiting && !force) return [];
  for (const bucket of switching) flip(rows, bucket, now);
  return switching.map(({ name }) => name);
}

export function rollBackPipelines(rows: Rows, now: Date, tenant: string, only?: readonly string[]): string[] {
  const buckets = attached(rows, tenant).filter(
    ({ name, previous }) => previous !== null && (only?.includes(name) ?? true),
  );
  for (const bucket of buckets) {
    bucket.next = bucket.previous;
    stageKept(rows, bucket, bucket.next?.id ?? "");
    for (const row of rows.documentsOf(tenant, bucket.name)) row.stagedProblem = null;
    flip(rows, bucket, now);
    // What it came from is put aside: the configuration still asks for it.
    bucket.held = bucket.previous;
    bucket.previous = null;
  }
  return buckets.map(({ name }) => name);
}

function flip(rows: Rows, bucket: BucketRow, now: Date): void {
  const next = bucket.next?.id ?? "";
  // Whoever is busy with a document claimed it for the pipelines as they were: it stays due and is claimed anew.
  for (const row of rows.documentsOf(bucket.tenant, bucket.name)) {
    if (row.leasedUntil === null) continue;
    row.claim = rows.nextClaimNumber();
    row.leasedUntil = null;
  }
  for (const row of liveOf(rows, bucket)) {
    if (isReady(row, next)) {
      goLive(row, versionRow(row, row.staged), now);
      row.staged = null;
      row.stagedProblem = null;
      retire(row, keptTime(rows, now));
    } else if (hasFailed(row, next)) {
      goLive(row, undefined, now);
      Object.assign(row, { staged: null, problem: row.stagedProblem, stagedProblem: null });
      retire(row, keptTime(rows, now));
    }
  }
  Object.assign(bucket, { previous: bucket.serving, serving: bucket.next, next: null, held: null });
}

/** Versions of this pipeline that are still kept of what lies there now need not be made again. */
function stageKept(rows: Rows, bucket: BucketRow, pipeline: string): void {
  for (const row of liveOf(rows, bucket)) {
    const live = versionRow(row, row.live);
    const kept = [...row.versions.values()].find(
      (version) => version !== live && version.pipeline === pipeline && version.etag === live?.etag,
    );
    if (kept === undefined || kept.version === row.staged) continue;
    restore(row, kept.version);
    kept.retiredAt = null;
    Object.assign(row, { staged: kept.version, stagedProblem: null, leasedUntil: null });
    row.claim = rows.nextClaimNumber();
  }
}

/** What was staged is archived by the next sweep. */
function unstage(rows: Rows, bucket: BucketRow, now: Date): void {
  for (const row of rows.documentsOf(bucket.tenant, bucket.name)) {
    Object.assign(row, { staged: null, stagedProblem: null });
    retire(row, keptTime(rows, now));
  }
}

function attached(rows: Rows, tenant: string): BucketRow[] {
  return rows.buckets(tenant).filter((bucket) => bucket.attached);
}

function liveOf(rows: Rows, bucket: BucketRow): DocumentRow[] {
  return rows.documentsOf(bucket.tenant, bucket.name).filter((row) => row.live !== null);
}

/** Without the canary, which is another one every minute. */
function countedOf(rows: Rows, bucket: BucketRow): DocumentRow[] {
  return liveOf(rows, bucket).filter(({ key }) => key !== CANARY_KEY);
}

function isBuilt(row: DocumentRow, next: string): boolean {
  return versionRow(row, row.live)?.pipeline === next || isReady(row, next);
}

function hasFailed(row: DocumentRow, next: string): boolean {
  return !isBuilt(row, next) && row.stagedProblem?.pipeline === next;
}
