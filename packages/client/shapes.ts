import type { BucketPresence, Candidate, Place, Problem, Status, Turn } from "@footnote/contracts";

/** How a question is asked. */
export interface AskOptions {
  /** An ISO 8601 instant with its time zone: what was live then answers. */
  readonly asOf?: string | undefined;
  /** BUCKET or BUCKET/PATH each: where to look. */
  readonly within?: readonly string[] | undefined;
  /** What was asked before in the same conversation, oldest first. */
  readonly earlier?: readonly Turn[] | undefined;
  readonly conversation?: string | undefined;
  /** False: asked anew, whatever was answered before. */
  readonly cache?: boolean | undefined;
}

export interface SearchOptions extends Pick<AskOptions, "asOf" | "within"> {
  /** 1 to 100; 10 where it is left out. */
  readonly limit?: number | undefined;
  /** With how each score came about. */
  readonly explain?: boolean | undefined;
}

interface ExplainedLeg {
  readonly rank: number;
  readonly score: number;
}

/** A section that fits the question, and the chunk in it that was found. */
export interface FoundPassage
  extends Pick<
    Candidate,
    | "document"
    | "version"
    | "bucket"
    | "key"
    | "title"
    | "headingPath"
    | "page"
    | "score"
    | "text"
    | "start"
    | "end"
    | "places"
  > {
  readonly match: Pick<Candidate, "start" | "end" | "text">;
  readonly explain?: {
    readonly lexical?: ExplainedLeg;
    readonly dense?: ExplainedLeg;
    readonly fusion: string;
    readonly fused: number;
    readonly rerank?: ExplainedLeg & { readonly rule: string };
  };
}

export interface RunningStatus extends Status {
  readonly buckets: readonly { readonly name: string; readonly presence: BucketPresence | null }[];
}

export interface DeadLetterPage {
  readonly deadLetters: readonly Problem[];
  /** Where the next page begins; null where this is the last. */
  readonly next: string | null;
}

export interface UploadOptions {
  /** Refuses where such a file is there already. */
  readonly onlyNew?: boolean;
  /** What is sent again with the same one is done once: 1 to 255 ASCII characters, such as a UUID. */
  readonly idempotencyKey?: string;
}

/** What an upload is known by from then on. */
export type Uploaded = Place;
