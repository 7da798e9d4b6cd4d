import type { ChunkingSettings } from "@footnote/chunking";
import type { Chunk, Lane, ParsedDocument, Segment, SourceFile } from "@footnote/contracts";

/** How a file is cut; the chunker itself lives in the reader's thread. */
export interface Cutting {
  readonly settings: ChunkingSettings;
  /** What its tokens are counted with: see `EmbeddingModel`. */
  readonly tokenizer: string;
  /** What the model sees of a chunk, in tokens, its special tokens not counted. */
  readonly maxTokens: number;
  readonly parentTokens: number;
}

/** A file that was read: parsed, cut into chunks, and laid out as the store keeps it. */
export interface ReadDocument extends Pick<ParsedDocument, "title" | "format" | "notes"> {
  readonly pages: number | null;
  /** UTF-16 code units of its canonical text. */
  readonly length: number;
  readonly segments: readonly Segment[];
  readonly chunks: readonly Chunk[];
}

export interface ReadOptions {
  readonly lane: Lane;
  readonly signal: AbortSignal;
  /** Called when the file is parsed and is going to be cut. */
  onParsed(): void;
}

/** The vectors of texts that the chunker itself asks about. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<Float32Array[]>;

/** Reads files where that keeps nobody waiting. */
export interface DocumentReader {
  /** Of the parser: see `PARSER_VERSION`. */
  readonly version: number;
  /** The languages that it recognises text in, such as "eng+deu"; undefined: none. */
  readonly recognition: string | undefined;
  /**
   * @throws FootnoteError one of the `file_…` codes; unavailable where it is closed or its process was ended from outside;
   *   embedding_failed, where the chunker asks a model. What the signal was aborted with, where it was.
   */
  read(source: SourceFile, cutting: Cutting, embed: Embed, options: ReadOptions): Promise<ReadDocument>;
  close(): Promise<void>;
}
