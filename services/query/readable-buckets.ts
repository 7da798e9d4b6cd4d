import { FootnoteError, type Reader, type WritableBucket } from "@footnote/contracts";
import type { QueryParts } from "./parts.ts";

/** A bucket that may not be read is as good as none: nothing is done with it, and nothing tells the two apart. */
export async function readableBucket(
  parts: QueryParts,
  reader: Reader,
  name: string | undefined,
): Promise<WritableBucket> {
  const readable = await readableBuckets(parts, reader);
  const bucket = readable.find((candidate) => candidate.name === name);
  if (bucket === undefined) {
    throw noSuchBucket(
      name,
      readable.map((candidate) => candidate.name),
    );
  }
  return bucket;
}

export async function readableBuckets(parts: QueryParts, reader: Reader): Promise<WritableBucket[]> {
  const readable = await parts.passages.buckets(reader);
  return parts.buckets.filter(({ name }) => readable.includes(name));
}

export function noSuchBucket(name: string | undefined, readable: readonly string[]): FootnoteError {
  return new FootnoteError("not_found", `There is no bucket named ${name}.`, {
    action:
      readable.length === 0 ? "There is none that you may write to." : `Use one of: ${readable.join(", ")}.`,
  });
}
