import type { BucketFreshness, BucketPresence, CanaryState, PipelineProgress } from "@footnote/contracts";
import { requestJson } from "./request.ts";

export interface WatchedBucket extends BucketFreshness {
  readonly canary: CanaryState;
  readonly presence: BucketPresence;
}

/** How ingestion is doing. */
export interface Ingestion {
  /** Seconds within which a file is promised to be answerable. */
  readonly limitSeconds: number;
  readonly buckets: readonly WatchedBucket[];
  readonly pipelines: readonly PipelineProgress[];
}

export async function fetchIngestion(signal: AbortSignal): Promise<Ingestion> {
  const [freshness, { pipelines }] = await Promise.all([
    requestJson<Pick<Ingestion, "limitSeconds" | "buckets">>("/api/freshness", { signal }),
    requestJson<Pick<Ingestion, "pipelines">>("/api/pipelines", { signal }),
  ]);
  return { ...freshness, pipelines };
}
