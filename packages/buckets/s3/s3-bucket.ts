import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type BucketObject, type BucketPlace, FootnoteError, type WritableBucket } from "@footnote/contracts";
import { systemClock } from "@footnote/runtime";
import { isIgnored } from "../ignored.ts";
import { keyBelow, readS3Address } from "./address.ts";
import { openS3Client, type S3Server } from "./client.ts";
import { failure } from "./failure.ts";
import { listObjects } from "./list.ts";
import { type AccessTag, checkTags, readersInTurn, withReaders } from "./object-readers.ts";
import { fetchObject, headObject, type Reach } from "./read.ts";
import { deleteObject, putObject } from "./write.ts";

export interface S3BucketOptions extends S3Server {
  readonly name: string;
  /** s3://name or s3://name/prefix. */
  readonly url: string;
  /** Of a bucket that was there before: then it is opened also while it is not there. */
  readonly mayBeAbsent?: boolean;
  /** The tag of an object that names who may read it, see object-readers.ts; without it those of the bucket may read all. */
  readonly accessTag?: string | undefined;
  /** Called where tags may not be read, no more often than every five minutes. */
  onTagsRefused?(error: FootnoteError): void;
}

export interface S3Bucket extends WritableBucket {
  /** Under which key an object is known whose bucket and key a notification names; undefined where it is another bucket's. */
  keyOf(bucketName: string, objectKey: string): string | undefined;
  close(): void;
}

/** Who attends to a bucket asks every second; each time the server is asked costs money. */
const BELIEVED_MILLISECONDS = 15_000;
const TELL_EVERY_MILLISECONDS = 5 * 60_000;

/**
 * A bucket of Amazon S3, or of a server that speaks like it, as a bucket. Keys are the objects' keys below the prefix, exactly
 * as they are; empty objects that stand for folders, and what ignored.ts names, are not seen.
 *
 * Where nothing lies at a key, the server has said of this key and no other that there is none: a missing bucket, a wrong
 * key or a server that does not answer is `bucket_absent`.
 *
 * @throws FootnoteError configuration_invalid where it cannot be listed, or no tag can be read that is to be
 */
export async function openS3Bucket(options: S3BucketOptions): Promise<S3Bucket> {
  const { name, url, endpoint, mayBeAbsent = false } = options;
  const address = readS3Address(url);
  const server = endpoint ?? "AWS";
  const reach: Reach = { client: openS3Client(options), address, where: { url, server } };
  const tag = accessTagOf(options);
  const readers = tag && readersInTurn(reach, tag);
  /** Nothing else tells one bucket from another of that name; what is in it does, see services/ingest/absence.ts. */
  const place: BucketPlace = { identity: `s3 ${server} ${address.name}/${address.prefix}`, parts: [] };
  let recognised: BucketPlace | undefined;
  let seenAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<BucketPlace> {
    if (systemClock.elapsed() - seenAt < BELIEVED_MILLISECONDS) return place;
    try {
      const { client } = reach;
      await client.send(
        new ListObjectsV2Command({ Bucket: address.name, Prefix: address.prefix, MaxKeys: 1 }),
      );
    } catch (error) {
      throw failure(reach.where, undefined, error);
    }
    seenAt = systemClock.elapsed();
    return place;
  }

  function mustBeThere(): void {
    if (recognised === undefined || recognised.identity === place.identity) return;
    throw new FootnoteError("bucket_absent", `${url} (${server}) is not what is known as this bucket.`, {
      action: `If it is the bucket now, say so: npx footnote confirm ${name}`,
    });
  }

  /** Whoever finds that the bucket is not there has the next look find out, too. */
  function doubt(error: unknown): void {
    if (error instanceof FootnoteError && error.code === "bucket_absent") seenAt = Number.NEGATIVE_INFINITY;
  }

  async function noting<Result>(work: () => Promise<Result>): Promise<Result> {
    mustBeThere();
    try {
      return await work();
    } catch (error) {
      doubt(error);
      throw error;
    }
  }

  async function described<Object extends BucketObject>(
    asking: Promise<Object | undefined>,
  ): Promise<Object | undefined> {
    const object = await asking;
    return object === undefined || tag === undefined ? object : withReaders(reach, tag, object);
  }

  try {
    await look();
    if (tag !== undefined) await checkTags(reach);
  } catch (error) {
    if (!mayBeAbsent || (error as FootnoteError).code === "configuration_invalid") {
      reach.client.destroy();
      const { message, action, cause } = error as FootnoteError;
      throw new FootnoteError("configuration_invalid", message, { action, cause });
    }
  }
  return {
    name,
    place: look,
    recognise(known) {
      recognised = known;
    },
    peek: (key, { maxBytes }) => fetchObject(reach, key, maxBytes),
    async *list(signal) {
      mustBeThere();
      try {
        const objects = listObjects(reach, signal);
        yield* readers === undefined ? objects : readers(objects);
      } catch (error) {
        doubt(error);
        throw error;
      }
    },
    head: (key) => noting(() => described(headObject(reach, key))),
    fetch: (key, { maxBytes }) => noting(() => described(fetchObject(reach, key, maxBytes))),
    put: (key, content, { maxBytes }) =>
      noting(() => putObject(reach, key, content, { maxBytes, keepsTags: tag !== undefined })),
    delete: (key) => noting(() => deleteObject(reach, key)),
    keyOf(bucketName, objectKey) {
      const key = bucketName === address.name ? keyBelow(address, objectKey) : undefined;
      return key === undefined || isIgnored(key) ? undefined : key;
    },
    close: () => reach.client.destroy(),
  };
}

function accessTagOf({ accessTag, onTagsRefused }: S3BucketOptions): AccessTag | undefined {
  let toldAt = Number.NEGATIVE_INFINITY;
  return accessTag === undefined
    ? undefined
    : {
        name: accessTag,
        onRefused(error) {
          if (systemClock.elapsed() - toldAt < TELL_EVERY_MILLISECONDS) return;
          toldAt = systemClock.elapsed();
          onTagsRefused?.(error);
        },
      };
}
