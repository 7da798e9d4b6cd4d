import type { Within } from "./area.ts";
import type { BucketFreshness, Status } from "./document.ts";
import type { Reader } from "./reader.ts";

/** How much there is, and how it is doing. */
export interface Overview {
  /** Names of the buckets that the reader may read, in their order: to them there are no others. */
  buckets(reader: Reader): Promise<string[]>;
  /** How many documents are live there; of what is not everywhere no more than some thousands are counted. */
  count(reader: Reader, within?: Within): Promise<number>;
  freshness(reader: Reader): Promise<BucketFreshness[]>;
  status(reader: Reader): Promise<Status>;
}
