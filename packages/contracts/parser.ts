import type { ParsedDocument } from "./block.ts";

export interface SourceFile {
  /** The object's key: its path in the bucket, with "/" between segments. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface Parser {
  readonly format: string;
  /** Raised whenever the same bytes would yield another document: part of the pipeline hash. */
  readonly version: number;
  /** @throws FootnoteError with one of the `file_…` codes. */
  parse(source: SourceFile): Promise<ParsedDocument>;
}
