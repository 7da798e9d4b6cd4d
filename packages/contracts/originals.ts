import type { Reader } from "./reader.ts";

/** Files that were replaced through Footnote, each for as long as the version that was made from it. */
export interface Originals {
  /** Nothing happens where the version is not kept, or the reader may not read the document. */
  keepOriginal(reader: Reader, document: string, version: string, bytes: Uint8Array): Promise<void>;
  /** @throws FootnoteError not_found */
  original(reader: Reader, document: string, version: string): Promise<Uint8Array>;
}
