import type {
  BucketPipelines,
  BucketRegistry,
  ChangeIntake,
  DriftReport,
  Inventory,
  PipelineControl,
} from "@footnote/contracts";
import type { IngestParts, WatchedBucket } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";
import { reconcileAll } from "./reconcile.ts";

/**
 * What a start with these buckets would find and repair. Nothing is watched, queued or written: not even what the buckets
 * are configured for, which is why that is foreseen here.
 */
export async function foreseeDrift(
  parts: Pick<IngestParts, "tenant" | "buckets" | "clock"> & {
    readonly catalogue: BucketRegistry & ChangeIntake & Inventory & PipelineControl;
  },
): Promise<DriftReport> {
  const { tenant, catalogue } = parts;
  const known = new Map((await catalogue.pipelines(tenant)).map((progress) => [progress.bucket, progress]));
  const pipelinesOf = async ({ bucket, pipeline }: WatchedBucket) => {
    const { serving } = await catalogue.bucketPipelines(tenant, bucket.name);
    return foreseen(serving, known.get(bucket.name)?.held?.id, pipelineOf(pipeline).id);
  };
  for (const { bucket } of parts.buckets) {
    const place = await catalogue.bucketPlace(tenant, bucket.name);
    if (place !== undefined) bucket.recognise(place);
  }
  const options = { deletionsOf: undefined, pipelinesOf, onQueued: () => undefined };
  return reconcileAll(parts, options, new AbortController().signal);
}

/** What PipelineControl.configurePipeline would make of it; a bucket that serves nothing yet has "". */
function foreseen(serving: string, held: string | undefined, configured: string): BucketPipelines {
  if (serving === "") return { serving: configured, next: undefined };
  return { serving, next: configured === serving || configured === held ? undefined : configured };
}
