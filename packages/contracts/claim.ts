import type { Lane } from "./lane.ts";
import type { BucketPipelines } from "./pipeline.ts";

/** A worker's fenced right to write one document: void as soon as anyone takes a newer one. */
export interface Claim {
  readonly tenant: string;
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  /** The fencing number; grows with every claim and is never used again. */
  readonly number: bigint;
  /** Which look it answers: a later one keeps the document queued when this claim is done. */
  readonly look: bigint;
  readonly noticedAt: Date;
  readonly claimedAt: Date;
  readonly lane: Lane;
  /** 1 for the first try since the object last changed. */
  readonly attempt: number;
  /** The id of the access list that the document stands under. */
  readonly accessList: string;
  /** The version that readers find now; undefined where there is none. */
  readonly live: MadeVersion | undefined;
  /** The version that is kept ready for the bucket's next pipeline; undefined where there is none. */
  readonly staged: MadeVersion | undefined;
  readonly pipelines: BucketPipelines;
}

/** What a version was made from. */
export interface MadeVersion {
  readonly version: string;
  readonly etag: string;
  readonly pipeline: string;
}
