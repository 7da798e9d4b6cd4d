import type { BucketObject } from "./bucket.ts";
import type { DocumentState } from "./document.ts";
import type { ErrorCode } from "./error.ts";
import type { BucketPipelines } from "./pipeline.ts";

/** What a listing is compared with. */
export interface KnownObject {
  readonly key: string;
  readonly etag: string | null;
  /** What is answered from; null where nothing is. */
  readonly version: string | null;
  /** The pipeline that made its live version, or that failed on it. */
  readonly pipeline: string | null;
  /** The pipeline, most often the next one, of which a version is ready beside the live one, or failed. */
  readonly staged: string | null;
  readonly state: DocumentState;
  /** What failed last, and when; null while all is well. */
  readonly problem: { readonly code: ErrorCode; readonly at: Date } | null;
}

/** An object that was listed, and what else is known of it. */
export interface DifferingObject {
  readonly key: string;
  readonly etag: string;
  /** Undefined where it is not known at all. */
  readonly known: KnownObject | undefined;
  /** Others may read it by now than those who may read what is known of it. */
  readonly hasOtherReaders: boolean;
}

/** What is known of a bucket's objects, to be compared with what lies in it. */
export interface Inventory {
  /** What is known of these keys of a bucket; a key that is not known is left out. */
  known(tenant: string, bucket: string, keys: readonly string[]): Promise<KnownObject[]>;
  /**
   * Of these objects of a bucket, in their order, those that need a closer look: all but the ones that are live with this etag,
   * without any problem, as the serving pipeline made them and ready for the next one where there is one, for their readers.
   */
  differing(
    tenant: string,
    bucket: string,
    objects: readonly Pick<BucketObject, "key" | "etag" | "readers">[],
    pipelines: BucketPipelines,
  ): Promise<DifferingObject[]>;
  /** One page of all known keys of a bucket, in their order. */
  knownKeys(tenant: string, bucket: string, after: string | undefined, limit: number): Promise<string[]>;
  /** How many documents of the bucket are answered from; no more than `most` are counted. */
  countAnswerable(tenant: string, bucket: string, most: number): Promise<number>;
  /** A fair sample of them, of at most so many. */
  sampleAnswerable(tenant: string, bucket: string, limit: number): Promise<KnownObject[]>;
  /** Rows that belong to nothing, such as those of a worker that was killed before it lost its claim. */
  orphans(tenant: string, options: { readonly repair: boolean }): Promise<number>;
}
