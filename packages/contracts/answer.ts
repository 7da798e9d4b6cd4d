import type { Span } from "./block.ts";
import type { Candidate } from "./candidate.ts";
import type { Place } from "./document.ts";
import type { Section } from "./passage-reader.ts";

/** `start` and `end` are a span of that version's canonical text, and `quote` is exactly what stands there. */
export interface Citation extends Span {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly title: string;
  readonly version: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  readonly quote: string;
  /** Every document that holds the passage, this one included: see `Candidate`. */
  readonly places: readonly Place[];
}

/** A run of text; `marked` where it is what answers best in its block. */
export interface TextRun {
  readonly text: string;
  readonly marked: boolean;
}

/** What people see of a block of a document: a list as a list, a table as a table. Text is only ever text. */
export type AnswerBlock =
  | { readonly kind: "paragraph"; readonly runs: readonly TextRun[] }
  | {
      readonly kind: "list";
      readonly ordered: boolean;
      /** The number of the first item shown, where the list is ordered. */
      readonly first: number;
      readonly items: readonly { readonly runs: readonly TextRun[]; readonly depth: number }[];
      /** How many items of the list are not shown. */
      readonly more: number;
    }
  | {
      readonly kind: "table";
      readonly header: readonly (readonly string[])[];
      readonly rows: readonly { readonly cells: readonly string[]; readonly marked: boolean }[];
      /** How many rows of the table are not shown. */
      readonly more: number;
    }
  | { readonly kind: "code"; readonly text: string; readonly language: string | undefined };

/** A piece of an answer that can be understood alone, with what it rests on. */
export interface AnswerPart {
  readonly blocks: readonly AnswerBlock[];
  /** The blocks as Markdown without links, images or HTML: what a terminal or another program shows. */
  readonly text: string;
  /** Never empty: what rests on nothing is not shown. */
  readonly citations: readonly Citation[];
}

/**
 * answered: the parts answer the question; closest: nothing does in so many words, and the parts are the passages that
 * come closest; not_found: nothing that the reader may read comes near.
 */
export type AnswerStatus = "answered" | "closest" | "not_found";

/** A whole answer, as `footnote ask --json` prints it. */
export interface Answer {
  readonly status: AnswerStatus;
  readonly parts: readonly AnswerPart[];
  /** What it says in words, and the texts of the parts. */
  readonly text: string;
  /** Of all parts, in their order. */
  readonly citations: readonly Citation[];
  /** Identifiers of the question that stand in no passage which was found, as they were asked for. */
  readonly unknown: readonly string[];
  readonly searched: { readonly documents: number; readonly passages: number };
}

/** A section, and what was found in it. */
export interface AnswerPassage {
  /** The best of its chunks that were found. */
  readonly candidate: Candidate;
  readonly section: Section;
  /** Where in it chunks were found, this candidate's among them, with what search thinks of each. */
  readonly found: readonly (Span & { readonly score: number })[];
}

export interface AnswerRequest {
  readonly question: string;
  /** The question's embedding. */
  readonly questionVector: Float32Array;
  /** Best first. */
  readonly passages: readonly AnswerPassage[];
  readonly signal?: AbortSignal;
}

export type AnswererEvent =
  | { readonly kind: "part"; readonly part: AnswerPart }
  /** What follows does not answer the question, but comes closest. */
  | { readonly kind: "closest"; readonly unknown: readonly string[] };

/** What computes an answer from passages: the extractive answerer, later language models. */
export interface Answerer {
  readonly id: string;
  /** Yields parts in reading order; none at all means that nothing comes near the question. */
  answer(request: AnswerRequest): AsyncIterable<AnswererEvent>;
}
