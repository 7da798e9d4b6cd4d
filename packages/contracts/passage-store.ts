import type { Block, Span } from "./block.ts";
import type {
  BucketFreshness,
  DocumentHistory,
  DocumentRow,
  DocumentState,
  DocumentText,
  Place,
  Status,
} from "./document.ts";
import type { EmbeddingModel } from "./embedder.ts";
import type { Reader } from "./reader.ts";

export interface StoredPassage extends Span {
  readonly chunk: string;
  readonly document: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  readonly parent: Span;
  readonly text: string;
}

/** A stretch of a version's canonical text. Blocks count from the start of the whole text, as spans always do. */
export interface Section extends Span {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface LexicalHit {
  readonly chunk: string;
  readonly score: number;
  /** How many of the question's identifiers the chunk holds; absent where it holds none. */
  readonly identifiers?: number;
}

export interface LexicalResult {
  readonly hits: LexicalHit[];
  /**
   * What the question's own words would score as a chunk: beside it the best hit's score says how much of the question one
   * chunk knows. Words that stand nowhere count for neither.
   */
  readonly ideal: number;
}

/** What is searched: what is live now, or what was live at a moment that is past. */
export type AsOf = Date | undefined;

/**
 * The query side. Every read takes the reader first and returns live versions that the reader may read; `asOf` a past
 * moment, those that were live then and are still kept, of documents that still exist and may be read today.
 */
export interface PassageStore {
  /** Best first by BM25. Of identical documents one stands for all. */
  searchLexical(reader: Reader, question: string, limit: number, asOf: AsOf): Promise<LexicalResult>;
  /** Best first by cosine, among the chunks that this model embedded. */
  searchDense(
    reader: Reader,
    model: EmbeddingModel,
    vector: Float32Array,
    limit: number,
    asOf: AsOf,
  ): Promise<{ chunk: string; score: number }[]>;
  /** Ids of the models that embedded what the reader's tenant finds; more than one while a pipeline is switched. */
  models(reader: Reader, asOf: AsOf): Promise<string[]>;
  passages(reader: Reader, chunks: readonly string[], asOf: AsOf): Promise<StoredPassage[]>;
  /** For each version all documents that hold it now and that the reader may read, by bucket and key. */
  places(reader: Reader, versions: readonly string[]): Promise<Map<string, Place[]>>;
  /** The canonical text of a span of a version, one string per span; undefined where the reader may not read it. */
  texts(
    reader: Reader,
    spans: readonly ({ document: string; version: string } & Span)[],
  ): Promise<(string | undefined)[]>;
  /** The same with the blocks that lie in each span; of a list or table that it cuts, whole items and rows. */
  sections(
    reader: Reader,
    spans: readonly ({ document: string; version: string } & Span)[],
  ): Promise<(Section | undefined)[]>;
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
  /** Names of the buckets that the reader may read, in their order: to them there are no others. */
  buckets(reader: Reader): Promise<string[]>;
  /** How many documents are live. */
  count(reader: Reader): Promise<number>;
  /** The document's versions, newest first, with when each was live. @throws FootnoteError not_found */
  history(reader: Reader, document: string): Promise<DocumentHistory>;
  freshness(reader: Reader): Promise<BucketFreshness[]>;
  status(reader: Reader): Promise<Status>;
}
