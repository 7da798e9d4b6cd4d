/** How many keys, and the first of them. */
export interface Drift {
  readonly count: number;
  readonly keys: readonly string[];
}

/** Where the catalogue differs from what lies in a bucket. */
export interface BucketDrift {
  readonly bucket: string;
  /** In the bucket and not in the catalogue. */
  readonly missing: Drift;
  /** Other content than the catalogue knows. */
  readonly changed: Drift;
  /** In the catalogue and not in the bucket. */
  readonly deleted: Drift;
  /** Made by another pipeline than the bucket is served with, or not ready for the one that is being built. */
  readonly outdated: Drift;
}

export interface DriftReport {
  readonly buckets: readonly BucketDrift[];
  /** Rows that belong to nothing. */
  readonly orphaned: number;
  /** Whether what was found is being repaired. */
  readonly repaired: boolean;
}
