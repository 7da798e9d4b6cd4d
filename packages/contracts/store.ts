import type { Block, Span } from "./block.ts";
import type { BucketObject } from "./bucket.ts";
import type { Chunk } from "./chunk.ts";
import type { DocumentRow, DocumentState, DocumentText, StageTimes, Status } from "./document.ts";
import type { FootnoteError } from "./error.ts";
import type { Reader } from "./reader.ts";

/** A worker's fenced right to write one document: void as soon as anyone takes a newer one. */
export interface Claim {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  /** The fencing number; grows with every claim and is never used again. */
  readonly number: bigint;
  /** Which look it answers: a later one keeps the document queued when this claim is done. */
  readonly look: bigint;
  readonly noticedAt: Date;
  readonly claimedAt: Date;
  /** 1 for the first try since the object last changed. */
  readonly attempt: number;
  /** What the live version was made from; undefined where there is none. */
  readonly live: { readonly etag: string; readonly version: string; readonly pipeline: string } | undefined;
}

export interface ChunkToStore extends Chunk {
  readonly embedding: Float32Array;
}

export interface NewVersion {
  /** hash(content, pipeline) in hexadecimal. */
  readonly version: string;
  readonly pipeline: string;
  readonly object: BucketObject;
  readonly title: string;
  readonly format: string;
  readonly pages: number | null;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly chunks: readonly ChunkToStore[];
  readonly times: Omit<StageTimes, "live">;
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
  readonly stage: string;
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
  /** The pipeline that made its live version, or that failed on it. */
  readonly pipeline: string | null;
  readonly state: DocumentState;
}

/** The ingest side: what is known of every object, and the only way to write. */
export interface Catalogue {
  /** The buckets to answer from, exactly: documents of others are hidden until their bucket comes back. */
  attachBuckets(tenant: string, buckets: readonly BucketRegistration[]): Promise<void>;
  attachedBuckets(tenant: string): Promise<BucketRegistration[]>;
  /** Queues the keys for another look; gives each one's document. Durable when it resolves; repeats are harmless. */
  look(tenant: string, bucket: string, keys: readonly string[]): Promise<string[]>;
  /** R5: when it resolves nothing of the document is returned by any read; it stays queued for a look. */
  withdraw(tenant: string, bucket: string, key: string): Promise<void>;
  /** Claims up to `limit` documents of these buckets that are due, those that are due longest first. */
  claim(tenant: string, buckets: readonly string[], limit: number): Promise<Claim[]>;
  /** When the next document of these buckets that nobody has claimed is due; undefined where none waits. */
  nextDue(tenant: string, buckets: readonly string[]): Promise<Date | undefined>;
  /** Makes the version live. False (and readers see no change) where the claim is no longer its document's. */
  commit(claim: Claim, version: NewVersion): Promise<boolean>;
  /** The object is as the live version knows it. False where the claim is lost. */
  confirm(claim: Claim, object: BucketObject): Promise<boolean>;
  /** The object is gone: so is everything of the document. False where the claim is lost. */
  remove(claim: Claim): Promise<boolean>;
  /** Gives the claim back: it is no failure, only too early. */
  postpone(claim: Claim, until: Date): Promise<boolean>;
  /** Records the failure; with `retryAt` to be tried again (an older live version stays), without it a dead letter (and it goes). */
  fail(claim: Claim, failure: Failure): Promise<boolean>;
  /** What is known of these keys of a bucket; a key that is not known is left out. */
  known(tenant: string, bucket: string, keys: readonly string[]): Promise<KnownObject[]>;
  /** One page of all known keys of a bucket, in their order. */
  knownKeys(tenant: string, bucket: string, after: string | undefined, limit: number): Promise<string[]>;
}

export interface StoredPassage extends Span {
  readonly chunk: string;
  readonly document: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  readonly parent: Span;
  readonly text: string;
}

/** The query side. Every read takes the reader first and returns live versions that the reader may read. */
export interface PassageStore {
  /**
   * Best first by BM25. `ideal` is what the question's own words would score as a chunk: beside it the best hit's
   * score says how much of the question one chunk knows. Words that stand nowhere count for neither.
   */
  searchLexical(
    reader: Reader,
    question: string,
    limit: number,
  ): Promise<{ hits: { chunk: string; score: number }[]; ideal: number }>;
  /** Best first by cosine. */
  searchDense(
    reader: Reader,
    vector: Float32Array,
    limit: number,
  ): Promise<{ chunk: string; score: number }[]>;
  passages(reader: Reader, chunks: readonly string[]): Promise<StoredPassage[]>;
  /** The canonical text of a span of a version, one string per span; undefined where the reader may not read it. */
  texts(
    reader: Reader,
    spans: readonly ({ document: string; version: string } & Span)[],
  ): Promise<(string | undefined)[]>;
  /**
   * `version` undefined: the live one. The window is widened to whole segments; the heading path is the one at `at`.
   * @throws FootnoteError not_found
   */
  documentText(
    reader: Reader,
    document: string,
    version: string | undefined,
    window: Span,
    at: number,
  ): Promise<DocumentText>;
  documents(
    reader: Reader,
    page: {
      readonly after: string | undefined;
      readonly limit: number;
      readonly state: DocumentState | undefined;
    },
  ): Promise<{ documents: DocumentRow[]; next: string | null }>;
  status(reader: Reader): Promise<Status>;
}

export interface Store {
  readonly catalogue: Catalogue;
  readonly passages: PassageStore;
  /** Reclaims what deleted rows take up, where that is worth its time. Blocks other statements: call it when idle. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}
