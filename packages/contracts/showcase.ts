import type { Area } from "./area.ts";
import type { Span } from "./block.ts";
import type { Reader } from "./reader.ts";
import type { DocumentVersion } from "./search-result.ts";

/** A section by its heading, and how it begins. */
export interface SampledSection extends DocumentVersion, Span {
  readonly title: string;
  /** The last one is its own. */
  readonly headingPath: readonly string[];
  readonly text: string;
}

/** What there is, for somebody who has not asked yet. */
export interface Showcase {
  /** Sections of up to so many live documents that the reader may read, taken at random; the first few of each. */
  sample(reader: Reader, documents: number): Promise<SampledSection[]>;
  /** The outermost folders of a bucket in which something lies that the reader may read; the first of very many. */
  folders(reader: Reader, bucket: string): Promise<Area[]>;
  /** When the newest version went live that the reader may read: an ISO 8601 instant; null before there is one. */
  newestChange(reader: Reader): Promise<string | null>;
  /** How many files that the reader may read are yet to be read; of very many no more than some thousands are counted. */
  waiting(reader: Reader): Promise<number>;
}
