import type { BucketObject, Claim } from "@footnote/contracts";
import type { Pipelines } from "./pipeline.ts";

/** What one claim is to make: a version to go live, or one to keep ready for the bucket's next pipeline. */
export interface Plan {
  readonly pipeline: string;
  readonly as: "live" | "staged";
}

/**
 * What a document lacks, seen from what lies in its bucket now; undefined where it lacks nothing. New content is read
 * with the pipeline that serves, so that it is answerable at once and beside its neighbours. One thing at a time: a
 * document that also lacks the next pipeline's version is looked at again.
 */
export function planOf(claim: Claim, seen: BucketObject, pipelines: Pipelines): Plan | undefined {
  const { live, staged } = claim;
  const { serving, next } = claim.pipelines;
  const isCurrent = live?.etag === seen.etag;
  if (!isCurrent || (live.pipeline !== serving && live.pipeline !== next)) {
    const pipeline = pipelines.has(serving) ? serving : pipelines.configuredFor(claim.bucket);
    // Made by what this process would make it with again.
    return isCurrent && live.pipeline === pipeline ? undefined : { pipeline, as: "live" };
  }
  const isReady = live.pipeline === next || (staged?.etag === seen.etag && staged.pipeline === next);
  if (next === undefined || isReady || !pipelines.has(next)) return undefined;
  return { pipeline: next, as: "staged" };
}
