import type { BucketPipelines, DriftReport } from "@footnote/contracts";
import type { IngestParts } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";
import { reconcile } from "./reconcile.ts";

/**
 * What a start with these buckets would find and repair. Nothing is watched, queued or written: not even what the buckets
 * are configured for, which is why that is foreseen here.
 */
export async function foreseeDrift(
  parts: Pick<IngestParts, "tenant" | "catalogue" | "buckets" | "clock">,
): Promise<DriftReport> {
  const { tenant, catalogue, buckets } = parts;
  const known = new Map((await catalogue.pipelines(tenant)).map((progress) => [progress.bucket, progress]));
  const found = [];
  for (const { bucket, pipeline } of buckets) {
    const stored = await catalogue.bucketPipelines(tenant, bucket.name);
    const held = known.get(bucket.name)?.held?.id;
    const pipelines = foreseen(stored.serving, held, pipelineOf(pipeline).id);
    const options = { dryRun: true, pipelines, onQueued: () => undefined };
    found.push(await reconcile(bucket, parts, options, new AbortController().signal));
  }
  return { buckets: found, orphaned: await catalogue.orphans(tenant, { repair: false }), repaired: false };
}

/** What Catalogue.configurePipeline would make of it; a bucket that serves nothing yet has "". */
function foreseen(serving: string, held: string | undefined, configured: string): BucketPipelines {
  if (serving === "") return { serving: configured, next: undefined };
  return { serving, next: configured === serving || configured === held ? undefined : configured };
}
