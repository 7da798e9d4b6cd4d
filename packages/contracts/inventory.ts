import type { DocumentState } from "./document.ts";
import type { ErrorCode } from "./error.ts";

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

/** What is known of a bucket's objects, to be compared with what lies in it. */
export interface Inventory {
  /** What is known of these keys of a bucket; a key that is not known is left out. */
  known(tenant: string, bucket: string, keys: readonly string[]): Promise<KnownObject[]>;
  /** One page of all known keys of a bucket, in their order. */
  knownKeys(tenant: string, bucket: string, after: string | undefined, limit: number): Promise<string[]>;
  /** How many documents of the bucket are answered from; no more than `most` are counted. */
  countAnswerable(tenant: string, bucket: string, most: number): Promise<number>;
  /** A fair sample of them, of at most so many. */
  sampleAnswerable(tenant: string, bucket: string, limit: number): Promise<KnownObject[]>;
  /** Rows that belong to nothing, such as those of a worker that was killed before it lost its claim. */
  orphans(tenant: string, options: { readonly repair: boolean }): Promise<number>;
}
