import type { Candidate } from "./candidate.ts";
import type { Place } from "./document.ts";

/** `start` and `end` are a span of that version's canonical text, and `quote` is exactly what stands there. */
export interface Citation {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly title: string;
  readonly version: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** Every document that holds the passage, this one included: see `Candidate`. */
  readonly places: readonly Place[];
}

export interface AnsweredSentence {
  readonly text: string;
  /** Never empty: a sentence that rests on nothing is not shown. */
  readonly citations: readonly Citation[];
}

/** "not_found": nothing relevant in what the reader may read. */
export type AnswerStatus = "answered" | "not_found";

/** A whole answer, as `footnote ask --json` prints it. */
export interface Answer {
  readonly status: AnswerStatus;
  readonly text: string;
  /** Of all sentences, in their order. */
  readonly citations: readonly Citation[];
  readonly searched: { readonly documents: number; readonly passages: number };
  /** Where nothing was found: the passages that came nearest, best first, for whoever wants to look; else empty. */
  readonly nearest: readonly NearestPassage[];
}

export type NearestPassage = Pick<
  Candidate,
  "document" | "version" | "bucket" | "key" | "title" | "headingPath" | "page" | "start" | "end" | "places"
>;

/** A candidate with the canonical text of its parent section, which begins at `candidate.parent.start`. */
export interface AnswerPassage {
  readonly candidate: Candidate;
  readonly parentText: string;
}

export interface AnswerRequest {
  readonly question: string;
  /** The question's embedding. */
  readonly questionVector: Float32Array;
  /** Best first. */
  readonly passages: readonly AnswerPassage[];
  readonly signal?: AbortSignal;
}

/** What computes an answer from passages: the extractive answerer, later language models. */
export interface Answerer {
  readonly id: string;
  /** Yields sentences in reading order; none at all means that the passages do not answer the question. */
  answer(request: AnswerRequest): AsyncIterable<AnsweredSentence>;
}
