import type { Area } from "./area.ts";
import type { Span } from "./block.ts";
import type { DocumentHistory, DocumentRow, DocumentState, DocumentText } from "./document.ts";
import type { Reader } from "./reader.ts";

/** name: by bucket and path; newest, oldest: by when the file was changed. */
export type DocumentOrder = "name" | "newest" | "oldest";

/** Which documents are listed, and from where on. */
export interface DocumentQuery {
  /** `next` of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly state: DocumentState | undefined;
  /** Words or parts of words: each stands in the document's path or title. */
  readonly find?: string | undefined;
  readonly within?: Area | undefined;
  /** Such as "pdf": see ParsedDocument. */
  readonly format?: string | undefined;
  /** Only those of which something was left out. */
  readonly readInPart?: boolean | undefined;
  /** Only what was changed then or later. */
  readonly changedSince?: Date | undefined;
  /** "name" where nothing is said. */
  readonly order?: DocumentOrder | undefined;
}

export interface DocumentPage {
  readonly documents: DocumentRow[];
  /** Goes into `after` for the next page; null on the last one. */
  readonly next: string | null;
  /** How many are found in all, on whatever page; null where that many are found that nobody counts them. */
  readonly found: number | null;
}

/** Nobody looks through a longer table of contents. */
export const MOST_HEADINGS = 300;

/** A heading, and where what it is about begins in the canonical text. */
export interface HeadingPlace {
  readonly title: string;
  /** 1 is the topmost. */
  readonly level: number;
  readonly at: number;
}

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
  /**
   * The headings of a version (undefined: the live one) in reading order, the first MOST_HEADINGS of them.
   * @throws FootnoteError not_found
   */
  headings(reader: Reader, document: string, version: string | undefined): Promise<HeadingPlace[]>;
  /** @throws FootnoteError request_invalid where `after` is no `next` of such a list */
  documents(reader: Reader, query: DocumentQuery): Promise<DocumentPage>;
  /** The document's versions, newest first, with when each was live. @throws FootnoteError not_found */
  history(reader: Reader, document: string): Promise<DocumentHistory>;
  /** Whether there is a document at that key which the reader may not read. */
  hides(reader: Reader, bucket: string, key: string): Promise<boolean>;
}
