import type { Span } from "./block.ts";
import type { DocumentHistory, DocumentRow, DocumentState, DocumentText } from "./document.ts";
import type { Reader } from "./reader.ts";

/** Documents one by one: which there are, what each says and what happened to it. */
export interface DocumentDirectory {
  /**
   * `version` undefined: the live one. The window is widened to whole segments, where those are not too long; the heading path is the one at `at`.
   * @throws FootnoteError not_found
   */
  documentText(
    reader: Reader,
    document: string,
    version: string | undefined,
    window: Span,
    at: number,
  ): Promise<DocumentText>;
  documents(
    reader: Reader,
    page: {
      readonly after: string | undefined;
      readonly limit: number;
      readonly state: DocumentState | undefined;
    },
  ): Promise<{ documents: DocumentRow[]; next: string | null }>;
  /** The document's versions, newest first, with when each was live. @throws FootnoteError not_found */
  history(reader: Reader, document: string): Promise<DocumentHistory>;
}
