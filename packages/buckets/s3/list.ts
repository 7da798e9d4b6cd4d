import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import type { BucketObject } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { keyBelow } from "./address.ts";
import { failure } from "./failure.ts";
import { plainEtag, type Reach } from "./read.ts";

/** A page of up to 1,000 at a time, and nothing else in memory. */
export async function* listObjects(
  { client, address, where }: Reach,
  signal?: AbortSignal,
): AsyncGenerator<BucketObject> {
  let token: string | undefined;
  do {
    signal?.throwIfAborted();
    let page: ListObjectsV2CommandOutput;
    try {
      page = await client.send(
        new ListObjectsV2Command({
          Bucket: address.name,
          Prefix: address.prefix,
          // XML knows no control characters.
          EncodingType: "url",
          ...(token !== undefined && { ContinuationToken: token }),
        }),
        { ...(signal && { abortSignal: signal }) },
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw failure(where, undefined, error);
    }
    for (const { Key, Size, LastModified, ETag } of page.Contents ?? []) {
      // Not all servers encode what they are asked to; then they do not say that they did.
      const objectKey = page.EncodingType === "url" ? decoded(Key ?? "") : (Key ?? "");
      const key = keyBelow(address, objectKey);
      if (key === undefined || isIgnored(key)) continue;
      yield { key, size: Size ?? 0, modifiedAt: LastModified ?? new Date(), etag: plainEtag(ETag) };
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return key;
  }
}
