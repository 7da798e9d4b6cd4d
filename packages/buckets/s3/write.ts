import { Readable } from "node:stream";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { type BucketObject, FootnoteError } from "@footnote/contracts";
import { tooLarge } from "../too-large.ts";
import { codeOf, failure, statusOf } from "./failure.ts";
import { objectKeyOf } from "./key.ts";
import { tagsOf } from "./object-readers.ts";
import { headObject, type Reach } from "./read.ts";

/** A large object goes in parts, of which so many are in memory at once; the server makes it visible as a whole. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 2;

export async function putObject(
  reach: Reach,
  key: string,
  content: AsyncIterable<Uint8Array>,
  options: {
    readonly maxBytes: number;
    /** Whether tags are more than labels: what replaces an object keeps those that it had. */
    readonly keepsTags: boolean;
  },
): Promise<BucketObject> {
  const { maxBytes, keepsTags } = options;
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
    const tags = keepsTags ? await keptTags(reach, Key) : {};
    await new Upload({
      client,
      params: { Bucket: address.name, Key, Body: Readable.from(bounded(), { objectMode: false }), ...tags },
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

/** Without them, what only some may read could be read by all who may read the bucket. */
async function keptTags(reach: Reach, objectKey: string): Promise<{ readonly Tagging?: string }> {
  try {
    const tags = await tagsOf(reach, objectKey);
    const kept = new URLSearchParams(tags.map(({ Key = "", Value = "" }): [string, string] => [Key, Value]));
    return kept.size === 0 ? {} : { Tagging: kept.toString() };
  } catch (error) {
    if (codeOf(error) === "NoSuchKey") return {};
    throw error;
  }
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
    action:
      "Allow s3:PutObject and s3:DeleteObject on it (where s3.accessTag is set also s3:GetObjectTagging and s3:PutObjectTagging), or put the file there by other means.",
    cause: known.cause,
  });
}
