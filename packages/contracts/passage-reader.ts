import type { AsOf } from "./as-of.ts";
import type { Block, Span } from "./block.ts";
import type { Place } from "./document.ts";
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
  /** When the object was last changed that the version was made from: an ISO 8601 instant. */
  readonly writtenAt: string;
}

/** A passage with every live document that holds it, identical ones included, by bucket and key. */
export interface FoundPassage extends StoredPassage {
  readonly places: readonly Place[];
}

/** A stretch of a version's canonical text. Blocks count from the start of the whole text, as spans always do. */
export interface Section extends Span {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * What stands where, read from where it is true. Live versions that the reader may read; `asOf` a past moment, those that
 * were live then and are still kept, of documents that still exist and may be read today.
 */
export interface PassageReader {
  /** Ids of the models that embedded what the reader's tenant finds; more than one while a pipeline is switched. */
  models(reader: Reader, asOf: AsOf): Promise<string[]>;
  /**
   * R3: the chunks among these that are live and that the reader may read, in no order; all of them, and their places, as
   * they are at one moment, so that no two are of two versions of one document.
   */
  passages(reader: Reader, chunks: readonly string[], asOf: AsOf): Promise<FoundPassage[]>;
  /**
   * The canonical text of a span of a version, one string per span; undefined where the reader may not read it, or where it
   * is not ("live") what the document's live version says, or ("kept") what any version says that is still kept.
   */
  texts(
    reader: Reader,
    spans: readonly ({ document: string; version: string } & Span)[],
    of: "live" | "kept",
  ): Promise<(string | undefined)[]>;
  /** The same with the blocks that lie in each span; of a list or table that it cuts, whole items and rows. */
  sections(
    reader: Reader,
    spans: readonly ({ document: string; version: string } & Span)[],
  ): Promise<(Section | undefined)[]>;
}
