import type { BucketPipelines, Pipeline, PipelineProgress } from "@footnote/contracts";
import { isReady } from "./claims.ts";
import { type BucketRow, type DocumentRow, type Rows, versionRow } from "./rows.ts";
import { goLive } from "./versions.ts";

export function configurePipeline(
  rows: Rows,
  tenant: string,
  bucket: string,
  pipeline: Pipeline,
): BucketPipelines {
  const row = rows.bucket(tenant, bucket);
  if (row.held?.id !== pipeline.id) row.held = null;
  if (row.serving === null) row.serving = pipeline;
  if (row.serving.id === pipeline.id || row.held?.id === pipeline.id) row.next = null;
  else row.next = pipeline;
  return bucketPipelines(rows, tenant, bucket);
}

export function bucketPipelines(rows: Rows, tenant: string, bucket: string): BucketPipelines {
  const { serving, next } = rows.bucket(tenant, bucket);
  return { serving: serving?.id ?? "", next: next?.id };
}

export function pipelines(rows: Rows, tenant: string): PipelineProgress[] {
  return rows.buckets(tenant).flatMap((bucket) => {
    const { serving, next, previous, held } = bucket;
    if (serving === null) return [];
    const live = liveOf(rows, bucket);
    return [
      {
        bucket: bucket.name,
        serving,
        next,
        previous,
        held,
        documents: live.length,
        staged: live.filter((row) => next !== null && isBuilt(row, next.id)).length,
        failed: live.filter((row) => next !== null && row.stagedProblem?.pipeline === next.id).length,
      },
    ];
  });
}

export function switchPipelines(rows: Rows, now: Date, tenant: string, force: boolean): string[] {
  const buckets = rows.buckets(tenant).filter((bucket) => bucket.attached);
  if (force) {
    for (const bucket of buckets) {
      if (bucket.held === null) continue;
      bucket.next = bucket.held;
      bucket.held = null;
    }
  }
  const switching = buckets.flatMap((bucket) =>
    bucket.next === null ? [] : [{ bucket, next: bucket.next }],
  );
  const complete = switching.every(({ bucket, next }) =>
    liveOf(rows, bucket).every((row) => isBuilt(row, next.id)),
  );
  if (!complete && !force) return [];
  for (const { bucket, next } of switching) {
    for (const row of liveOf(rows, bucket)) switchDocument(row, next.id, now);
    Object.assign(bucket, { previous: bucket.serving, serving: next, next: null });
  }
  return switching.map(({ bucket }) => bucket.name);
}

function switchDocument(row: DocumentRow, next: string, now: Date): void {
  if (versionRow(row, row.live)?.pipeline === next) return;
  if (isReady(row, next)) {
    goLive(row, versionRow(row, row.staged), now);
  } else if (row.stagedProblem?.pipeline === next && row.dueAt === null) {
    row.problem = row.stagedProblem;
    goLive(row, undefined, now);
  } else {
    lookAgain(row, now);
  }
  row.staged = null;
  row.stagedProblem = null;
}

export function rollBackPipelines(rows: Rows, now: Date, tenant: string): string[] {
  const rolled: string[] = [];
  for (const bucket of rows.buckets(tenant)) {
    const { serving, previous } = bucket;
    if (previous === null || serving === null) continue;
    for (const row of rows.documentsOf(tenant, bucket.name)) {
      const live = versionRow(row, row.live);
      const kept = [...row.versions.values()].find(
        (version) => version.pipeline === previous.id && version.etag === live?.etag,
      );
      if (live?.pipeline === previous.id) continue;
      // What has changed since is read again: its older text is not what lies in the bucket.
      if (kept === undefined) lookAgain(row, now);
      else goLive(row, kept, now);
      row.staged = null;
      row.stagedProblem = null;
    }
    Object.assign(bucket, { serving: previous, previous: null, next: null, held: serving });
    rolled.push(bucket.name);
  }
  return rolled;
}

function lookAgain(row: DocumentRow, now: Date): void {
  if (row.dueAt === null) {
    row.lane = "backfill";
    row.noticedAt = now;
  }
  row.dueAt = now;
  row.looks += 1n;
  row.problem = null;
}

function liveOf(rows: Rows, bucket: BucketRow): DocumentRow[] {
  return rows.documentsOf(bucket.tenant, bucket.name).filter((row) => row.live !== null);
}

function isBuilt(row: DocumentRow, next: string): boolean {
  return versionRow(row, row.live)?.pipeline === next || isReady(row, next);
}
