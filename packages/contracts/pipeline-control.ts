import type { BucketPipelines, Pipeline, PipelineProgress } from "./pipeline.ts";

/** Which pipeline serves each bucket, and which is built beside it. */
export interface PipelineControl {
  /**
   * Says which pipeline the bucket is configured for. The first one serves at once; another one is built beside the
   * one that serves, unless a rollback put it aside. Returns what holds then.
   */
  configurePipeline(tenant: string, bucket: string, pipeline: Pipeline): Promise<BucketPipelines>;
  bucketPipelines(tenant: string, bucket: string): Promise<BucketPipelines>;
  pipelines(tenant: string): Promise<PipelineProgress[]>;
  /**
   * All buckets that have a next pipeline switch to it in one transaction, where every live document of theirs is ready;
   * with `force` also where some failed in it (they become dead letters) or are not built yet (they stay as they are
   * until they are). `resume`: what a rollback put aside is built again first. `buckets`: these alone, as if there were
   * no others. Returns the buckets that switched.
   */
  switchPipelines(
    tenant: string,
    options: { readonly force: boolean; readonly resume: boolean; readonly buckets?: readonly string[] },
  ): Promise<string[]>;
  /**
   * All buckets, or these alone, go back to the previous pipeline with the versions that are still kept. Returns the
   * buckets that did.
   */
  rollBackPipelines(tenant: string, buckets?: readonly string[]): Promise<string[]>;
}
