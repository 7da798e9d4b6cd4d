import type { Answer, Place, Span } from "@footnote/contracts";
import type { LegScore } from "@footnote/evaluation";

/** A chunk as it was ranked, or a section by its best chunk. */
export interface Ranked extends Span {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  /** Of the chunk that was found. */
  readonly text: string;
  readonly fused: number;
  readonly lexical?: LegScore;
  readonly dense?: LegScore;
  /** Every document that holds the passage, this one included. */
  readonly places: readonly Place[];
}

/** `start` and `end` are the section's. */
export interface RankedSection extends Ranked {
  readonly sectionText: string;
}

export interface LiveDocument extends Place {
  readonly version: string;
}

/** Groups and people, everyone aside; undefined: whoever asks without a name. */
export type Principals = readonly string[] | undefined;

/** What is evaluated: the one question path, in this process or behind an address. */
export interface EvaluatedSystem {
  /** Whose address it is; null for this process. */
  readonly url: string | null;
  /** Whether answers that were given before may be given again. */
  readonly cache: "on" | "off";
  /** Chunks, best first, as many as there are up to what a search can give. */
  rank(question: string, reader: Principals): Promise<Ranked[]>;
  sections(question: string, reader: Principals, limit: number): Promise<RankedSection[]>;
  answer(question: string, reader: Principals): Promise<Answer>;
  /** Those that the reader may read, in no order. */
  documents(reader: Principals): Promise<LiveDocument[]>;
  /** The whole canonical text of a live document. */
  text(document: LiveDocument, reader: Principals): Promise<string>;
  /** Whether each quote stands in that version's text at its span. */
  areVerbatim(citations: Answer["citations"], reader: Principals): Promise<boolean[]>;
}
