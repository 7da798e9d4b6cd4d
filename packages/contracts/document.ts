import type { Block } from "./block.ts";
import type { ErrorCode } from "./error.ts";

/** queued: waiting for its turn; live: answerable; failed: will be tried again; dead: needs a person. */
export type DocumentState = "queued" | "live" | "failed" | "dead";

export interface Problem {
  readonly bucket: string;
  readonly key: string;
  readonly state: "failed" | "dead";
  readonly code: ErrorCode;
  /** What is wrong and what to do about it, in words for the people who wrote the file. */
  readonly reason: string;
  /** The stage that failed: fetch, parse, chunk, embed, index. */
  readonly stage: string;
  /** When a failed document is tried again; null for a dead one. */
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
  readonly format: string;
  readonly pages: number | null;
  /** Where `text` begins in the whole canonical text, and how long that is, in UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
  readonly text: string;
  /** Spans count from the start of the whole text, not of the window. */
  readonly blocks: readonly Block[];
  /** Titles above the asked span, where one was asked for. */
  readonly headingPath: readonly string[];
}

/** Seconds from written to answerable over the live versions; null where there are none. */
export interface Freshness {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Status {
  readonly documents: Readonly<Record<DocumentState, number>>;
  readonly problems: readonly Problem[];
  readonly freshness: Freshness;
}
