import type { ParsedDocument, Span } from "./block.ts";

/** What is embedded and found: a contiguous span of one document with the headings above it. */
export interface Chunk extends Span {
  /** 0-based position in the document. */
  readonly ordinal: number;
  /** Titles from the document's title down to the nearest heading. */
  readonly headingPath: readonly string[];
  /** A table's header row or a list's lead-in that this piece carries along because it lies before `start`. */
  readonly lead?: Span;
  /** 1-based, where the format has pages. */
  readonly page?: number;
  /** The larger section around it, at most about 1,000 tokens; contains [start, end). */
  readonly parent: Span;
  /** What a person reads: the lead (where there is one), a line break, and the span's own text. */
  readonly text: string;
  /**
   * What the model reads and BM25 indexes, within the model's limit: the heading path, the sentence before where the text
   * begins by going on about it ("This also holds…"), and `text`, each on a line of its own.
   */
  readonly indexedText: string;
}

export interface Chunker {
  readonly strategy: string;
  /** Raised whenever the same document would be cut otherwise: part of the pipeline hash. */
  readonly version: number;
  /** The sizes in effect, in tokens, by name: part of the pipeline hash too, together with the strategy. */
  readonly parameters: Readonly<Record<string, number>>;
  /**
   * Every character of the text that is not white space or part of a heading lies in at least one chunk's span; with
   * strategies without overlap in exactly one. Spans ascend.
   * @throws FootnoteError embedding_failed, where the strategy asks a model
   */
  chunk(document: ParsedDocument, signal?: AbortSignal): Promise<Chunk[]>;
}
