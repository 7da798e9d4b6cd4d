import type { BucketFreshness, Status } from "./document.ts";
import type { Reader } from "./reader.ts";

/** How much there is, and how it is doing. */
export interface Overview {
  /** Names of the buckets that the reader may read, in their order: to them there are no others. */
  buckets(reader: Reader): Promise<string[]>;
  /** How many documents are live. */
  count(reader: Reader): Promise<number>;
  freshness(reader: Reader): Promise<BucketFreshness[]>;
  status(reader: Reader): Promise<Status>;
}
