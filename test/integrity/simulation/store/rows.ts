import {
  type BucketPipelines,
  type BucketPlace,
  CANARY_KEY,
  CANARY_PRINCIPAL,
  type ChunkToStore,
  type DocumentState,
  type Lane,
  type MadeVersion,
  type NewVersion,
  type ObjectReaders,
  type Pipeline,
  type Problem,
  type Reader,
  SKIPPED_CODES,
  type StageTimes,
} from "@footnote/contracts";
import { v5 } from "uuid";

/** A bucket, with the principals who may read it and its pipelines. */
export interface BucketRow {
  readonly tenant: string;
  readonly name: string;
  firstWatchedAt: Date | null;
  folder: string | null;
  attached: boolean;
  readers: readonly string[];
  hasObjectReaders: boolean;
  place: BucketPlace | undefined;
  serving: Pipeline | null;
  next: Pipeline | null;
  previous: Pipeline | null;
  held: Pipeline | null;
}

export interface VersionRow extends MadeVersion {
  etag: string;
  readonly title: string;
  readonly format: string;
  readonly pages: number | null;
  readonly notes: NewVersion["notes"];
  readonly text: string;
  readonly segments: NewVersion["segments"];
  readonly chunks: number;
  readonly reused: number;
  times: StageTimes;
  answerableAfter: number;
  /** Since when it is neither live nor staged; null while it is. */
  retiredAt: Date | null;
  /** When it was what readers found, oldest first. */
  readonly periods: { readonly from: Date; until: Date | null }[];
}

export interface ChunkRow extends ChunkToStore {
  readonly id: string;
  readonly document: string;
  readonly version: string;
  readonly model: string;
}

export type ProblemRow = Pick<Problem, "code" | "reason" | "stage" | "at"> & { readonly pipeline: string };

export interface DocumentRow {
  readonly id: string;
  readonly tenant: string;
  readonly bucket: string;
  readonly key: string;
  /** Those that the object names itself; undefined where its bucket's may read it. */
  readers: readonly string[] | undefined;
  etag: string | null;
  size: number | null;
  modifiedAt: Date | null;
  live: string | null;
  staged: string | null;
  dueAt: Date | null;
  lane: Lane;
  looks: bigint;
  noticedAt: Date;
  claim: bigint;
  leasedUntil: Date | null;
  attempts: number;
  problem: ProblemRow | null;
  /** Why the bucket's next pipeline could not read it. */
  stagedProblem: ProblemRow | null;
  readonly versions: Map<string, VersionRow>;
  /** By id: what is searched, where its version is live; else staged, or written ahead for a version to come. */
  readonly chunks: Map<string, ChunkRow>;
  /** Those of versions that are kept. */
  readonly past: Map<string, ChunkRow>;
}

/** Everything that the store holds. Each change of it happens between two awaits: that is a transaction. */
export class Rows {
  /** What the clock showed when it was looked at last, after how much time, and by how much it was ever set. */
  clock: { readonly shown: number; readonly elapsed: number; readonly skipped: number } | undefined;
  readonly documents = new Map<string, DocumentRow>();
  /** Vectors of what was deleted a moment ago, for a rename. By tenant, model and text. */
  readonly spare = new Map<string, { readonly embedding: Float32Array; readonly sparedAt: Date }>();
  readonly #buckets = new Map<string, BucketRow>();
  #claimNumber = 0n;

  nextClaimNumber(): bigint {
    this.#claimNumber += 1n;
    return this.#claimNumber;
  }

  bucket(tenant: string, name: string): BucketRow {
    const id = `${tenant}/${name}`;
    let row = this.#buckets.get(id);
    if (row === undefined) {
      row = {
        tenant,
        name,
        firstWatchedAt: null,
        folder: null,
        attached: false,
        readers: [],
        hasObjectReaders: false,
        place: undefined,
        serving: null,
        next: null,
        previous: null,
        held: null,
      };
      this.#buckets.set(id, row);
    }
    return row;
  }

  buckets(tenant: string): BucketRow[] {
    return [...this.#buckets.values()]
      .filter((bucket) => bucket.tenant === tenant)
      .sort((one, other) => compare(one.name, other.name));
  }

  documentsOf(tenant: string, bucket: string): DocumentRow[] {
    return [...this.documents.values()].filter((row) => row.tenant === tenant && row.bucket === bucket);
  }

  readable(reader: Reader): DocumentRow[] {
    return [...this.documents.values()]
      .filter((row) => this.isReadable(row, reader))
      .sort((one, other) => compare(one.bucket, other.bucket) || compare(one.key, other.key));
  }

  isReadable(row: DocumentRow, { tenant, principals }: Reader): boolean {
    if (row.tenant !== tenant) return false;
    const readers = this.readersOf(row);
    return principals.some((principal) => readers.includes(principal));
  }

  /** Its access list: its bucket's, that of canaries, or one of its own. */
  listOf({ key, bucket, readers }: Pick<DocumentRow, "key" | "bucket" | "readers">): string {
    if (key === CANARY_KEY) return "canary";
    return readers === undefined
      ? `bucket ${bucket}`
      : JSON.stringify([bucket, [...new Set(readers)].sort()]);
  }

  /** Where the document is for others than before, what is kept of it goes. */
  letRead(row: DocumentRow, readers: ObjectReaders | undefined): void {
    if (readers === "unasked" || this.listOf(row) === this.listOf({ ...row, readers })) return;
    row.readers = readers;
    for (const version of row.versions.keys())
      if (version !== row.live && version !== row.staged) row.versions.delete(version);
    row.past.clear();
  }

  /** Sorted; nobody while its bucket is not answered from. */
  readersOf(row: DocumentRow): string[] {
    const bucket = this.bucket(row.tenant, row.bucket);
    if (!bucket.attached) return [];
    return row.key === CANARY_KEY ? [CANARY_PRINCIPAL] : (row.readers ?? bucket.readers).toSorted();
  }

  pipelinesOf(row: DocumentRow): BucketPipelines {
    const { serving, next } = this.bucket(row.tenant, row.bucket);
    return { serving: serving?.id ?? "", next: next?.id };
  }
}

/**
 * The state is derived, so that it can never disagree with what is due. One that only waits for a version of the next
 * pipeline is as live as before.
 */
export function stateOf({ dueAt, problem, lane, live }: DocumentRow): DocumentState {
  if (dueAt !== null && problem !== null) return "failed";
  if (dueAt !== null && !(lane === "staging" && live !== null)) return "queued";
  if (problem === null) return "live";
  return SKIPPED_CODES.includes(problem.code) ? "skipped" : "dead";
}

export function versionRow(row: DocumentRow, version: string | null): VersionRow | undefined {
  return version === null ? undefined : row.versions.get(version);
}

export function embeddingKey(list: string, tenant: string, model: string, indexedText: string): string {
  return JSON.stringify([list, tenant, model, indexedText]);
}

export function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const NAMESPACE = "b1d67c1e-3f0e-5b57-8a0b-51e7a7ed0001";

export function documentId(tenant: string, bucket: string, key: string): string {
  return v5(JSON.stringify([tenant, bucket, key]), NAMESPACE);
}

export function chunkId(document: string, version: string, ordinal: number): string {
  return v5(JSON.stringify([document, version, ordinal]), NAMESPACE);
}
