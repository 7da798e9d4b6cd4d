import type { BucketObject } from "./bucket.ts";
import type { Chunk } from "./chunk.ts";
import type { DocumentState, Stage, StageTimes } from "./document.ts";
import type { ErrorCode, FootnoteError } from "./error.ts";
import type { Lane } from "./lane.ts";
import type { BucketPipelines, Pipeline, PipelineProgress } from "./pipeline.ts";
import type { BucketPlace } from "./presence.ts";
import type { ReadingNote } from "./reading-note.ts";
import type { Segment } from "./segment.ts";

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
  /** Who may read the document, sorted. */
  readonly readers: readonly string[];
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

export interface ChunkToStore extends Chunk {
  readonly embedding: Float32Array;
}

export interface NewVersion {
  /** hash(content, pipeline) in hexadecimal. */
  readonly version: string;
  readonly pipeline: string;
  /** The embedding model's id. */
  readonly model: string;
  readonly object: BucketObject;
  readonly title: string;
  readonly format: string;
  readonly pages: number | null;
  readonly notes: readonly ReadingNote[];
  /** UTF-16 code units of its canonical text. */
  readonly length: number;
  readonly segments: readonly Segment[];
  readonly chunks: readonly ChunkToStore[];
  /** How many of the chunks took a vector that was there already. */
  readonly reused: number;
  readonly times: Omit<StageTimes, "indexed" | "live">;
}

/** A bucket as the catalogue remembers it. */
export interface BucketRegistration {
  readonly name: string;
  /** Where a folder bucket lies; null for buckets of other kinds. */
  readonly folder: string | null;
  /** Principals who may read its documents. */
  readonly readers: readonly string[];
}

export interface Failure {
  readonly stage: Stage;
  readonly error: FootnoteError;
  /** The object as fetched, where it came that far. */
  readonly object: BucketObject | undefined;
  readonly pipeline: string;
  readonly retryAt: Date | undefined;
}

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

/** The ingest side: what is known of every object, and the only way to write. */
export interface Catalogue {
  /** The buckets to answer from, exactly: documents of others are hidden until their bucket comes back. */
  attachBuckets(tenant: string, buckets: readonly BucketRegistration[]): Promise<void>;
  attachedBuckets(tenant: string): Promise<BucketRegistration[]>;
  /** Queues the keys for another look; gives each one's document. Durable when it resolves; repeats are harmless. */
  look(tenant: string, bucket: string, keys: readonly string[], lane: Lane): Promise<string[]>;
  /** R5: when it resolves nothing of the document is returned by any read; it stays queued for a look. */
  withdraw(tenant: string, bucket: string, key: string): Promise<void>;
  /** Claims up to `limit` documents of these buckets that are due: changes first, and those that are due longest. */
  claim(tenant: string, buckets: readonly string[], lanes: readonly Lane[], limit: number): Promise<Claim[]>;
  /** When the next document of these buckets that nobody has claimed is due; undefined where none waits. */
  nextDue(tenant: string, buckets: readonly string[], lanes: readonly Lane[]): Promise<Date | undefined>;
  /**
   * The vectors that are stored for these texts, by position; undefined where there is none. Only those of the document
   * itself and of documents with the same readers: a vector that was there already tells that its text was.
   */
  embeddings(
    document: Pick<Claim, "tenant" | "document" | "readers">,
    indexedTexts: readonly string[],
    model: string,
  ): Promise<(Float32Array | undefined)[]>;
  /** Makes the version live. False (and readers see no change) where the claim is no longer its document's. */
  commit(claim: Claim, version: NewVersion): Promise<boolean>;
  /** Keeps the version ready for the next pipeline, unseen. False where the claim is lost. */
  stage(claim: Claim, version: NewVersion): Promise<boolean>;
  /** The object is as the live version knows it. False where the claim is lost. */
  confirm(claim: Claim, object: BucketObject): Promise<boolean>;
  /** The object is gone: so is everything of the document. False where the claim is lost. */
  remove(claim: Claim): Promise<boolean>;
  /** Gives the claim back: it is no failure, only too early. With a lane, the document goes on in that. */
  postpone(claim: Claim, until: Date, lane?: Lane): Promise<boolean>;
  /** Keeps the claim for as long again as when it was taken. False where it is lost. */
  renew(claim: Claim): Promise<boolean>;
  /**
   * Records the failure; with `retryAt` to be tried again (an older live version stays), without it a dead letter (and
   * it goes). Where the live version was made from this very content, it stays if the cause passes or the failure is one
   * of the next pipeline: see `PipelineProgress.failed`.
   */
  fail(claim: Claim, failure: Failure): Promise<boolean>;
  /** What is known of these keys of a bucket; a key that is not known is left out. */
  known(tenant: string, bucket: string, keys: readonly string[]): Promise<KnownObject[]>;
  /** One page of all known keys of a bucket, in their order. */
  knownKeys(tenant: string, bucket: string, after: string | undefined, limit: number): Promise<string[]>;
  /** How many documents of the bucket are answered from; no more than `most` are counted. */
  countAnswerable(tenant: string, bucket: string, most: number): Promise<number>;
  /** A fair sample of them, of at most so many. */
  sampleAnswerable(tenant: string, bucket: string, limit: number): Promise<KnownObject[]>;
  /** Where the bucket was last found; undefined where it never was. */
  bucketPlace(tenant: string, bucket: string): Promise<BucketPlace | undefined>;
  rememberPlace(tenant: string, bucket: string, place: BucketPlace): Promise<void>;
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
  /** Rows that belong to nothing, such as those of a worker that was killed before it lost its claim. */
  orphans(tenant: string, options: { readonly repair: boolean }): Promise<number>;
}
