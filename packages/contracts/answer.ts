import type { Span } from "./block.ts";
import type { Candidate } from "./candidate.ts";
import type { Place } from "./document.ts";
import type { ErrorCode } from "./error.ts";
import type { TokenCount } from "./language-model.ts";
import type { Section } from "./passage-reader.ts";
import type { Reranking } from "./reranker.ts";
import type { DocumentVersion } from "./search-result.ts";

/** `start` and `end` are a span of that version's canonical text, and `quote` is exactly what stands there. */
export interface Citation extends Span {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly title: string;
  readonly version: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  /** When the object was last changed that the version was made from: an ISO 8601 instant. */
  readonly writtenAt: string;
  readonly quote: string;
  /** Every document that holds the passage, this one included: see `Candidate`. */
  readonly places: readonly Place[];
}

/** A run of text; `marked` where it is what answers best in its block. */
export interface TextRun {
  readonly text: string;
  readonly marked: boolean;
  readonly bold?: true;
  readonly code?: true;
  /** Where the document links to from here; see `InlineMark`. */
  readonly href?: string;
}

/** A row of a table as it is shown. */
export interface TableRowShown {
  readonly cells: readonly string[];
  readonly marked: boolean;
  /** The cells as they look in the document; absent where nothing in them is linked, bold or code. */
  readonly runs?: readonly (readonly TextRun[])[];
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
      readonly rows: readonly TableRowShown[];
      /** How many rows of the table are not shown. */
      readonly more: number;
    }
  | { readonly kind: "code"; readonly text: string; readonly language: string | undefined };

/** A piece of an answer that can be understood alone, with what it rests on. */
export interface AnswerPart {
  /** Goes on in the paragraph or list that the part before it ends with. */
  readonly continues?: true;
  /** Holds a figure that no passage states: the sum, difference or rounding of figures that are cited. */
  readonly computed?: true;
  /** Says otherwise than the part before it, which another document says. */
  readonly disagrees?: true;
  readonly blocks: readonly AnswerBlock[];
  /** The blocks as Markdown without links, images or HTML: what a terminal or another program shows. */
  readonly text: string;
  /** Never empty: what rests on nothing is not shown. */
  readonly citations: readonly Citation[];
}

/** Why an answer is made of the passages' own words although a language model is configured. */
export interface Unwritten {
  /** nothing_verified: nothing that it wrote stands in the passages; not_answered: it says that they do not tell. */
  readonly code: ErrorCode | "nothing_verified" | "not_answered";
  /** For people, with what can be done about it. */
  readonly message: string;
}

/** What a language model wrote, and what became of it. */
export interface Writing {
  readonly model: string;
  /** Sentences, items and pieces of code that were verified. */
  readonly shown: number;
  /** That were not, and so are not shown. */
  readonly dropped: number;
  /** Of those shown, how many cited something else, or nothing, and are cited from where they stand. */
  readonly recited: number;
  /** Whether the model was asked again for what could not be verified. */
  readonly askedAgain: boolean;
  readonly isCutOff: boolean;
  readonly tokens: TokenCount;
}

/** An earlier question of the same conversation. */
export interface Turn {
  readonly question: string;
}

/**
 * answered: the parts answer the question; partly_answered: they do, but more was written that is not shown since no
 * passage says it, or the rest never came; sources_disagree: they do, and documents say different things; closest: nothing does in so many words, and the parts are the passages that
 * come closest; not_found: nothing that the reader may read comes near.
 */
export type AnswerStatus = "answered" | "partly_answered" | "sources_disagree" | "closest" | "not_found";

/** Of an answer that was given before, and was held to what is live and to who asks before it was given again. */
export interface AnsweredBefore {
  /** exact: the same question was asked; semantic: another one that asks the same. */
  readonly layer: "exact" | "semantic";
  /** An ISO 8601 instant. */
  readonly answeredAt: string;
  readonly ageSeconds: number;
  /** How many documents it cites. */
  readonly sources: number;
}

/** A chunk that was found for a question, as it was then. */
export interface FoundChunk extends DocumentVersion {
  readonly chunk: string;
}

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
  /** The question as it was understood after those before it; absent where it was taken as it stands. */
  readonly understoodAs?: string;
  /** Absent where no language model wrote it. */
  readonly writing?: Writing;
  readonly unwritten?: Unwritten;
  /** Absent where it was made for this very question. */
  readonly cached?: AnsweredBefore;
  readonly searched: {
    readonly documents: number;
    readonly passages: number;
    /** Absent where no reranker is configured. */
    readonly reranking?: Reranking;
    /** What it was drawn from, or came to nothing with: best first. */
    readonly found: readonly FoundChunk[];
  };
  /** Under which ids it is kept, for feedback and for the conversation; absent where questions are not kept. */
  readonly kept?: { readonly question: string; readonly conversation: string };
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
  /** Who asks: what a language model reads and writes is counted by it. */
  readonly subject: string;
  /** What each part is held to before it is shown: one that does not pass counts for nothing. */
  isVerified(part: AnswerPart): Promise<boolean>;
  readonly signal?: AbortSignal;
}

export type AnswererEvent =
  | { readonly kind: "part"; readonly part: AnswerPart }
  /** What follows does not answer the question, but comes closest. */
  | { readonly kind: "closest"; readonly unknown: readonly string[] }
  /** What follows is made of the passages' own words, though a language model was asked. */
  | { readonly kind: "unwritten"; readonly unwritten: Unwritten }
  /** The last one, where a language model wrote the parts. */
  | { readonly kind: "written"; readonly writing: Writing };

/** What computes an answer from passages: the extractive answerer, or a language model with it. */
export interface Answerer {
  readonly id: string;
  /** Yields parts in reading order; none at all means that nothing comes near the question. */
  answer(request: AnswerRequest): AsyncIterable<AnswererEvent>;
}
