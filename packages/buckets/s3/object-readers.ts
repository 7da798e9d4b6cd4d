import { GetObjectTaggingCommand, type Tag } from "@aws-sdk/client-s3";
import { type BucketObject, FootnoteError } from "@footnote/contracts";
import { codeOf, failure, statusOf } from "./failure.ts";
import { objectKeyOf } from "./key.ts";
import { headObject, type Reach, replaced } from "./read.ts";

/** An object's tag of this name says who may read it. */
export interface AccessTag {
  readonly name: string;
  /** Called where the server does not let us know: then nobody may read the object. */
  onRefused(error: FootnoteError): void;
}

/** Names between spaces or commas: a tag of AWS's may hold no comma. None: nobody may read it. */
function principalsIn(value: string): string[] {
  return value.split(/[\s,]+/).filter((principal) => principal !== "");
}

/** @throws FootnoteError object_unsettled where nothing is there any more, bucket_absent, object_unreadable */
async function readersOf(reach: Reach, tag: AccessTag, key: string): Promise<string[] | undefined> {
  try {
    const access = (await tagsOf(reach, objectKeyOf(reach.address, key))).find(({ Key }) => Key === tag.name);
    return access && principalsIn(access.Value ?? "");
  } catch (error) {
    if (codeOf(error) === "NoSuchKey") throw replaced(key);
    const known = failure(reach.where, key, error);
    if (known.code !== "object_unreadable" || !isRefused(error)) throw known;
    tag.onRefused(refused(reach, `"${key}"`, error));
    return [];
  }
}

export async function tagsOf({ client, address }: Reach, objectKey: string): Promise<readonly Tag[]> {
  const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: address.name, Key: objectKey }));
  return TagSet ?? [];
}

/**
 * The object with its readers. Content and tags are asked for one after the other, and an object that was replaced meanwhile
 * could be shown to those who may read the one before: so it is asked for once more.
 */
export async function withReaders<Object extends BucketObject>(
  reach: Reach,
  tag: AccessTag,
  object: Object,
): Promise<Object> {
  const readers = await readersOf(reach, tag, object.key);
  const still = await headObject(reach, object.key);
  if (still?.etag !== object.etag || still.modifiedAt.getTime() !== object.modifiedAt.getTime())
    throw replaced(object.key);
  return { ...object, readers };
}

/** A listing tells no tags, and each costs a request: at one million objects and five minutes some 100 dollars a day. */
const ASKED_IN_A_LISTING = 5_000;
const AT_ONCE = 16;

/**
 * Adds to what is listed who may read it, of so many objects in one listing and of the next ones in the next. Where one cannot
 * be asked for now it is asked for when its turn comes again.
 */
export function readersInTurn(
  reach: Reach,
  tag: AccessTag,
): (objects: AsyncIterable<BucketObject>) => AsyncGenerator<BucketObject> {
  let begin = 0;
  const ask = async (object: BucketObject): Promise<BucketObject> => ({
    ...object,
    readers: await readersOf(reach, tag, object.key).catch(() => "unasked" as const),
  });
  return async function* (objects) {
    const from = begin;
    let at = 0;
    let waiting: Promise<BucketObject>[] = [];
    for await (const object of objects) {
      const isDue = at >= from && at < from + ASKED_IN_A_LISTING;
      waiting.push(isDue ? ask(object) : Promise.resolve({ ...object, readers: "unasked" }));
      at++;
      if (waiting.length < AT_ONCE) continue;
      yield* await Promise.all(waiting);
      waiting = [];
    }
    yield* await Promise.all(waiting);
    begin = from + ASKED_IN_A_LISTING < at ? from + ASKED_IN_A_LISTING : 0;
  };
}

/** Of a key at which nothing lies: who may not read tags is told so all the same. @throws FootnoteError configuration_invalid */
export async function checkTags(reach: Reach): Promise<void> {
  try {
    await tagsOf(reach, `${reach.address.prefix}.footnote-asks-for-tags`);
  } catch (error) {
    if (failure(reach.where, "", error).code === "object_unreadable" && isRefused(error))
      throw refused(reach, "objects", error);
  }
}

/** By somebody who may not, or by a server that knows no tags. */
function isRefused(error: unknown): boolean {
  return [403, 405, 501].includes(statusOf(error) ?? 0);
}

function refused({ where }: Reach, what: string, error: unknown): FootnoteError {
  return new FootnoteError(
    "configuration_invalid",
    `The tags of ${what} in the bucket ${where.url} may not be read (${codeOf(error)}).`,
    {
      action:
        "Allow s3:GetObjectTagging on it, or leave out s3.accessTag (FOOTNOTE_S3_ACCESS_TAG); until then nobody may read it.",
    },
  );
}
