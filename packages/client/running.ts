import type {
  BucketFreshness,
  BucketPresence,
  CacheStatus,
  CanaryState,
  NewsState,
  PipelineProgress,
} from "@footnote/contracts";
import type { Call } from "./call.ts";

export interface WatchedBucket extends BucketFreshness {
  readonly canary: CanaryState;
  readonly presence: BucketPresence;
  /** Whether its events arrive; null where none are awaited. */
  readonly news: NewsState | null;
}

/** How soon documents become answerable. */
export interface Watching {
  /** Seconds within which a file is promised to be answerable. */
  readonly limitSeconds: number;
  readonly buckets: readonly WatchedBucket[];
}

/** Answers that are given again: figures alone, no question and no answer. */
export interface CacheFigures extends CacheStatus {
  readonly isOn: boolean;
  /** Null: only the very same question is answered as before. */
  readonly semantic: {
    readonly threshold: number;
    readonly calibratedAt: string;
    readonly evidence: Readonly<Record<string, number | string>>;
  } | null;
}

/** How it is doing, for those who run it. */
export interface Running {
  freshness(signal?: AbortSignal): Promise<Watching>;
  /** How documents are read, and what is being built beside it. */
  pipelines(signal?: AbortSignal): Promise<readonly PipelineProgress[]>;
  cache(signal?: AbortSignal): Promise<CacheFigures>;
}

export function runningOver({ get }: Call): Running {
  return {
    freshness: (signal) => get("/api/freshness", {}, signal),
    pipelines: async (signal) =>
      (await get<{ pipelines: readonly PipelineProgress[] }>("/api/pipelines", {}, signal)).pipelines,
    cache: (signal) => get("/api/cache", {}, signal),
  };
}
