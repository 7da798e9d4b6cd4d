import { Readable } from "node:stream";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { type BucketObject, FootnoteError } from "@footnote/contracts";
import { tooLarge } from "../too-large.ts";
import { codeOf, failure, statusOf } from "./failure.ts";
import { objectKeyOf } from "./key.ts";
import { headObject, type Reach } from "./read.ts";

/** A large object goes in parts, of which so many are in memory at once; the server makes it visible as a whole. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 2;

export async function putObject(
  reach: Reach,
  key: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<BucketObject> {
  const { client, address } = reach;
  const Key = objectKeyOf(address, key);
  async function* bounded() {
    let size = 0;
    for await (const chunk of content) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(key, size, maxBytes);
      yield chunk;
    }
  }
  try {
    await new Upload({
      client,
      params: { Bucket: address.name, Key, Body: Readable.from(bounded(), { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    }).done();
  } catch (error) {
    throw unwritable(reach, key, error);
  }
  const written = await headObject(reach, key);
  if (written !== undefined) return written;
  throw new FootnoteError("unavailable", `"${key}" was deleted as soon as it was written.`, {
    action: "Try again.",
  });
}

export async function deleteObject(reach: Reach, key: string): Promise<boolean> {
  const { client, address } = reach;
  if ((await headObject(reach, key)) === undefined) return false;
  try {
    await client.send(new DeleteObjectCommand({ Bucket: address.name, Key: objectKeyOf(address, key) }));
    return true;
  } catch (error) {
    throw unwritable(reach, key, error);
  }
}

function unwritable({ where }: Reach, key: string, error: unknown): FootnoteError {
  const known = failure(where, key, error);
  if (known.code !== "object_unreadable") return known;
  const what =
    statusOf(error) === 403
      ? `Footnote is not allowed to write "${key}" into the bucket ${where.url}.`
      : `"${key}" cannot be written into the bucket ${where.url} (${codeOf(error)}).`;
  return new FootnoteError("unavailable", what, {
    action: "Allow s3:PutObject and s3:DeleteObject on it, or put the file there by other means.",
    cause: known.cause,
  });
}
