import { type Bucket, FootnoteError, type Inventory } from "@footnote/contracts";
import type { IngestParts } from "./parts.ts";
import { versionOf } from "./pipeline.ts";

const SAMPLED = 32;
/** Larger ones are passed over: all are read. */
const MOST_BYTES = 16 * 1024 ** 2;

/** How many of some documents that are known lie in the bucket's place with the same content, and how many do not. */
export async function sampleBucket(
  bucket: Bucket,
  { catalogue, tenant }: Pick<IngestParts, "tenant"> & { readonly catalogue: Inventory },
): Promise<{ readonly same: number; readonly other: number } | "nothing is known"> {
  const sample = await catalogue.sampleAnswerable(tenant, bucket.name, SAMPLED);
  if (sample.length === 0) return "nothing is known";
  let same = 0;
  let other = 0;
  for (const { key, pipeline, version } of sample) {
    try {
      const object = await bucket.peek(key, { maxBytes: MOST_BYTES });
      if (object !== undefined && (await versionOf(pipeline ?? "", object.bytes)) === version) same++;
      else other++;
    } catch (error) {
      if (!(error instanceof FootnoteError && error.code === "file_too_large")) other++;
    }
  }
  return { same, other };
}
