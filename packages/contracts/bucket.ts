import type { BucketPlace } from "./presence.ts";

/** An object as a listing sees it. */
export interface BucketObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
  /** Changes whenever the content may have changed. */
  readonly etag: string;
  /** Who may read it; undefined where it says nothing of that. */
  readonly readers?: ObjectReaders | undefined;
}

/**
 * Exactly these principals, whoever may read the bucket; nobody where there are none. "unasked": it was not looked up this
 * time, and whoever was known to be allowed still is.
 */
export type ObjectReaders = readonly string[] | "unasked";

export interface FetchedObject extends BucketObject {
  readonly bytes: Uint8Array;
}

/** A watched place of objects. */
export interface Bucket {
  readonly name: string;
  /**
   * The place as it is now, with those of its parts that are there.
   * @throws FootnoteError bucket_absent where nothing can be seen of it
   */
  place(): Promise<BucketPlace>;
  /**
   * Says which place is the bucket. From then on `list`, `head`, `fetch`, `put` and `delete` fail with bucket_absent at any
   * other place, and for keys of a part that is not there: that nothing is found there says nothing of the bucket.
   */
  recognise(place: BucketPlace): void;
  /** `fetch` from whatever lies there, to find out whether a place that is not recognised holds the bucket. */
  peek(key: string, limits: { readonly maxBytes: number }): Promise<FetchedObject | undefined>;
  /** Every object once, in no order. Keys that cannot be read (a link out of the bucket) are listed too. */
  list(signal?: AbortSignal): AsyncIterable<BucketObject>;
  /** What is there now, or undefined where nothing is. @throws FootnoteError object_refused */
  head(key: string): Promise<BucketObject | undefined>;
  /**
   * Content and description that belong together, or undefined where nothing is.
   * @throws FootnoteError object_unsettled (still being written: look again), object_refused, file_too_large
   */
  fetch(key: string, limits: { readonly maxBytes: number }): Promise<FetchedObject | undefined>;
}

export interface WritableBucket extends Bucket {
  /** Durable and whole when it resolves: a reader sees the old content or the new, never a part. */
  put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number },
  ): Promise<BucketObject>;
  /** False where nothing was. */
  delete(key: string): Promise<boolean>;
}
