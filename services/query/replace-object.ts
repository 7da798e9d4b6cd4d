import type { FetchedObject, Reader, WritableBucket } from "@footnote/contracts";
import type { QueryParts } from "./parts.ts";

/** A larger file that is replaced is not kept: the folder's own earlier versions are where it may still be. */
const MOST_KEPT_BYTES = 4 * 1024 ** 2;

/**
 * Puts a file into its bucket, queues it, and keeps what it replaces with the version that was made from that.
 * @returns the document
 */
export async function replaceObject(
  parts: Pick<QueryParts, "catalogue" | "passages" | "originals" | "limits" | "onQueued" | "log">,
  reader: Reader,
  bucket: WritableBucket,
  key: string,
  content: AsyncIterable<Uint8Array>,
): Promise<string | undefined> {
  const before = await replacedBy(bucket, key);
  await bucket.put(key, content, { maxBytes: parts.limits.fileBytes });
  const [document] = await parts.catalogue.look(reader.tenant, bucket.name, [key], "change");
  parts.onQueued();
  if (document !== undefined && before !== undefined) await keep(parts, reader, document, before);
  return document;
}

/** What lies there now, if it can be kept: that it cannot is no reason against putting the next one. */
async function replacedBy(bucket: WritableBucket, key: string): Promise<FetchedObject | undefined> {
  try {
    return await bucket.fetch(key, { maxBytes: MOST_KEPT_BYTES });
  } catch {
    return undefined;
  }
}

async function keep(
  parts: Pick<QueryParts, "passages" | "originals" | "log">,
  reader: Reader,
  document: string,
  { etag, bytes }: FetchedObject,
): Promise<void> {
  try {
    const { versions } = await parts.passages.history(reader, document);
    const made = versions.find((version) => version.etag === etag);
    if (made !== undefined) await parts.originals.keepOriginal(reader, document, made.version, bytes);
  } catch (cause) {
    // The new file is there, and that is what was asked for.
    parts.log.warn({ err: cause, document }, "a file that was replaced could not be kept");
  }
}
