import type {
  Bucket,
  Catalogue,
  ChangeSource,
  Embedder,
  PipelineDescription,
  SourceFile,
} from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";
import type { DeletionLimits } from "./absence.ts";
import type { CanarySettings } from "./canary.ts";
import type { ReadDocument, ReadOptions } from "./reading/read-document.ts";

/** What a pipeline's description names, ready to use. */
export interface PipelineParts {
  /** Parses and cuts. What changed is not held up by what did not. @throws as `DocumentReader.read` */
  read(source: SourceFile, options: ReadOptions): Promise<ReadDocument>;
  readonly embedder: Embedder;
}

/** A bucket, where the news of it come from, and the pipeline that it is configured for. */
export interface WatchedBucket {
  readonly bucket: Bucket;
  readonly changes: ChangeSource;
  readonly pipeline: PipelineDescription;
}

/** What the ingest service is made of; a main.ts builds it. */
export interface IngestParts {
  readonly tenant: string;
  readonly buckets: readonly WatchedBucket[];
  readonly catalogue: Catalogue;
  /** Undefined where this program cannot run it: another release's parser, a model that is not configured any more. */
  readonly openPipeline: (description: PipelineDescription) => PipelineParts | undefined;
  readonly limits: {
    /** Largest object that is read. */
    readonly fileBytes: number;
  };
  readonly deletions: DeletionLimits;
  /** Undefined: there is no canary. */
  readonly canary: CanarySettings | undefined;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Logger;
  /** Called when nothing is due: the time for work that would keep others waiting. */
  readonly onIdle: () => Promise<void>;
}
