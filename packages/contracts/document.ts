import type { Block } from "./block.ts";
import type { ErrorCode } from "./error.ts";
import type { ReadingNote } from "./reading-note.ts";

/**
 * queued: waiting for its turn; live: answerable; failed: will be tried again; dead: needs a person; skipped: holds nothing
 * to read, which is no failure.
 */
export type DocumentState = "queued" | "live" | "failed" | "dead" | "skipped";

/** What happens to an object on its way to being answerable, in this order. */
export const STAGES = ["fetch", "parse", "chunk", "embed", "index"] as const;
export type Stage = (typeof STAGES)[number];

export interface Problem {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly state: "failed" | "dead" | "skipped";
  readonly code: ErrorCode;
  /** What is wrong and what to do about it, in words for the people who wrote the file. */
  readonly reason: string;
  readonly stage: Stage;
  /** When it failed, as an ISO 8601 instant. */
  readonly at: string;
  /** When a failed document is tried again; null for one that is dead or skipped. */
  readonly nextAttemptAt: string | null;
}

/** When each stage of a version was done, as ISO 8601 instants; `written` is the object's own time. */
export interface StageTimes {
  readonly written: string;
  readonly noticed: string;
  readonly claimed: string;
  readonly fetched: string;
  readonly parsed: string;
  readonly embedded: string;
  /** First answerable: the transaction that puts its last chunks into the indexes also shows it. */
  readonly live: string;
}

/** A document as the documents page lists it. */
export interface DocumentRow {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly state: DocumentState;
  /** Of the live version; null before there is one. */
  readonly version: string | null;
  readonly title: string | null;
  readonly format: string | null;
  readonly pages: number | null;
  readonly chunks: number | null;
  /** Of the live version; empty before there is one. */
  readonly notes: readonly ReadingNote[];
  /** Bytes of the object as last seen. */
  readonly size: number | null;
  readonly modifiedAt: string | null;
  readonly times: StageTimes | null;
  /** Seconds from written (or noticed, for a file older than its bucket) to answerable. */
  readonly answerableAfter: number | null;
  readonly problem: Problem | null;
}

/** A version's canonical text, or a window of it that begins and ends between blocks. */
export interface DocumentText {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly title: string;
  readonly version: string;
  /** Whether this is the version that readers find now. */
  readonly live: boolean;
  /** When the object was last changed that the version was made from: an ISO 8601 instant. */
  readonly writtenAt: string;
  readonly format: string;
  readonly pages: number | null;
  readonly notes: readonly ReadingNote[];
  /** Where `text` begins in the whole canonical text, and how long that is, in UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
  readonly text: string;
  /** Spans count from the start of the whole text, not of the window. */
  readonly blocks: readonly Block[];
  /** Titles above the asked span, where one was asked for. */
  readonly headingPath: readonly string[];
}

/** A document that holds a passage: identical files have the same passages. */
export interface Place {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
}

/** A version of a document that is still kept. */
export interface KeptVersion {
  readonly version: string;
  /** Of the object that it was made from: another one lies in the bucket where that has another. */
  readonly etag: string;
  /** Whether the file itself is kept as well, because it was replaced through Footnote. */
  readonly isOriginalKept: boolean;
  readonly title: string;
  readonly format: string;
  readonly pages: number | null;
  readonly notes: readonly ReadingNote[];
  readonly chunks: number;
  /** How many of them took a vector that was there already. */
  readonly reused: number;
  readonly pipeline: string;
  readonly times: StageTimes;
  /** Seconds from written (or noticed, for a file older than its bucket) to answerable. */
  readonly answerableAfter: number;
  /** When it was what readers found, newest first; `until` null where it is so now. */
  readonly live: readonly { readonly from: string; readonly until: string | null }[];
}

/** What happened to one document. */
export interface DocumentHistory {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly state: DocumentState;
  readonly problem: Problem | null;
  /** Newest first. */
  readonly versions: readonly KeptVersion[];
  /** Other documents with the same content that the reader may read. */
  readonly identical: readonly Place[];
}

/** Seconds; null where nothing was measured. */
export interface Freshness {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** How long each stage took, from the end of the one before; `noticed` counts from written. */
export type StageFreshness = Readonly<Record<Exclude<keyof StageTimes, "written">, Freshness>>;

export interface BucketFreshness {
  readonly bucket: string;
  /** How many versions were measured: all that are kept. */
  readonly versions: number;
  /** From written to answerable. */
  readonly answerable: Freshness;
  readonly stages: StageFreshness;
}

/** A document of which not everything was read. */
export interface PartlyRead extends Place {
  readonly notes: readonly ReadingNote[];
}

export interface Status {
  readonly documents: Readonly<Record<DocumentState, number>>;
  /** Of the live ones, those whose live version leaves something out; `first` some of them, by bucket and key. */
  readonly readInPart: { readonly documents: number; readonly first: readonly PartlyRead[] };
  readonly problems: readonly Problem[];
  /** From written to answerable, over the live versions. */
  readonly freshness: Freshness;
  /** Chunks of the versions that are kept, and the share of them that took a vector that was there already. */
  readonly embedding: {
    readonly chunks: number;
    readonly reused: number;
    readonly share: number | null;
  };
}
