import type { BucketPlace } from "./presence.ts";

/** A bucket as the catalogue remembers it. */
export interface BucketRegistration {
  readonly name: string;
  /** Where a folder bucket lies; null for buckets of other kinds, which only settings lead to. */
  readonly folder: string | null;
  /** Principals who may read its documents. */
  readonly readers: readonly string[];
  /** Its objects may name readers of their own: until one was looked at, nobody reads even its name. */
  readonly hasObjectReaders?: boolean;
}

/** Which buckets are answered from, and where each was found. */
export interface BucketRegistry {
  /** Answers from this bucket, too, for exactly these readers. Other buckets, which may be another process's, stay as they are. */
  attachBucket(tenant: string, bucket: BucketRegistration): Promise<void>;
  /** Hides the bucket's documents until it is attached again; nothing of them is forgotten. */
  detachBucket(tenant: string, bucket: string): Promise<void>;
  attachedBuckets(tenant: string): Promise<BucketRegistration[]>;
  /** Where the bucket was last found; undefined where it never was. */
  bucketPlace(tenant: string, bucket: string): Promise<BucketPlace | undefined>;
  rememberPlace(tenant: string, bucket: string, place: BucketPlace): Promise<void>;
}
