import type { Readable } from "node:stream";
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type BucketObject, type FetchedObject, FootnoteError } from "@footnote/contracts";
import { tooLarge } from "../too-large.ts";
import type { S3Address } from "./address.ts";
import { codeOf, failure, statusOf, type Whereabouts } from "./failure.ts";
import { objectKeyOf } from "./key.ts";

/** How the objects of a bucket are reached. */
export interface Reach {
  readonly client: S3Client;
  readonly address: S3Address;
  readonly where: Whereabouts;
}

/** How often the rest of an object is asked for where the connection broke. */
const MOST_RESUMES = 3;

interface Described {
  readonly ContentLength?: number | undefined;
  readonly LastModified?: Date | undefined;
  readonly ETag?: string | undefined;
}

export function describe(key: string, { ContentLength, LastModified, ETag }: Described): BucketObject {
  return {
    key,
    size: ContentLength ?? 0,
    modifiedAt: LastModified ?? new Date(),
    etag: plainEtag(ETag),
  };
}

/** Servers differ in whether it comes in quotes, and the same one in its listings and elsewhere. */
export function plainEtag(etag: string | undefined): string {
  return (etag ?? "").replaceAll('"', "");
}

export async function headObject(reach: Reach, key: string): Promise<BucketObject | undefined> {
  const { client, address, where } = reach;
  const input = { Bucket: address.name, Key: objectKeyOf(address, key) };
  try {
    return describe(key, await client.send(new HeadObjectCommand(input)));
  } catch (error) {
    // An answer to HEAD has no body that would tell a missing object from a missing bucket or a wrong key.
    const status = statusOf(error);
    if (status === undefined || status >= 500) throw failure(where, key, error);
    const found = await getObject(reach, key, {});
    if (found === undefined) return undefined;
    bodyOf(found).destroy();
    return describe(key, found);
  }
}

/** @throws FootnoteError bucket_absent, object_unreadable, object_unsettled where it is not the one that `ifMatch` names */
async function getObject(
  { client, address, where }: Reach,
  key: string,
  options: { readonly from?: number; readonly ifMatch?: string | undefined },
): Promise<GetObjectCommandOutput | undefined> {
  const { from = 0, ifMatch } = options;
  const Key = objectKeyOf(address, key);
  try {
    return await client.send(
      new GetObjectCommand({
        Bucket: address.name,
        Key,
        ...(from > 0 && { Range: `bytes=${from}-` }),
        ...(ifMatch !== undefined && { IfMatch: ifMatch }),
      }),
    );
  } catch (error) {
    if (codeOf(error) === "NoSuchKey") return undefined;
    if (statusOf(error) === 412) throw replaced(key);
    throw failure(where, key, error);
  }
}

/** Streamed into one piece of its size. Where the connection breaks, the rest is asked for, of this very content alone. */
export async function fetchObject(
  reach: Reach,
  key: string,
  maxBytes: number,
): Promise<FetchedObject | undefined> {
  const first = await getObject(reach, key, {});
  if (first === undefined) return undefined;
  const object = describe(key, first);
  if (object.size > maxBytes) {
    bodyOf(first).destroy();
    throw tooLarge(key, object.size, maxBytes);
  }
  const bytes = new Uint8Array(object.size);
  let length = 0;
  let response = first;
  for (let resumes = 0; ; resumes++) {
    try {
      for await (const chunk of bodyOf(response) as AsyncIterable<Uint8Array>) {
        if (length + chunk.byteLength > bytes.byteLength) throw replaced(key);
        bytes.set(chunk, length);
        length += chunk.byteLength;
      }
    } catch (error) {
      if (error instanceof FootnoteError) throw error;
      if (resumes === MOST_RESUMES) throw failure(reach.where, key, error);
    }
    if (length === bytes.byteLength) return { ...object, bytes };
    if (resumes === MOST_RESUMES) throw replaced(key);
    const rest = await getObject(reach, key, { from: length, ifMatch: first.ETag });
    if (rest === undefined) return undefined;
    // A server that knows no ranges begins anew.
    if (rest.ContentRange === undefined) length = 0;
    response = rest;
  }
}

function bodyOf({ Body }: GetObjectCommandOutput): Readable {
  return Body as Readable;
}

/** It is looked at again. */
export function replaced(key: string): FootnoteError {
  return new FootnoteError("object_unsettled", `"${key}" was replaced while it was read.`, {
    action: "Nothing needs to be done: it is read again.",
  });
}
