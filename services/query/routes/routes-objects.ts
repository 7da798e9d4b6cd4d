import { Readable } from "node:stream";
import { CANARY_KEY, FootnoteError, type Reader, type WritableBucket } from "@footnote/contracts";
import { openTurns } from "@footnote/runtime";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { doneOnce } from "../bounds/done-once.ts";
import { check, invalid, mustBePlain, readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { attachment } from "../forms/attachment.ts";
import { documentSchema, versionSchema } from "../forms/fields.ts";
import type { QueryParts } from "../parts.ts";
import { readableBucket, readableBuckets } from "../readable-buckets.ts";
import { replaceObject } from "../replace-object.ts";

export const restoreBody = z.strictObject({ version: versionSchema });

/** A name may hold anything, line feeds included, which `.` does not match. */
const OBJECT = "/api/buckets/:bucket/objects/:key{[\\s\\S]+}";

/** A file is held whole while it is sent. */
const MOST_SENT_AT_ONCE = 2;

/** The files themselves: one is fetched as it lies in its bucket, put there, or deleted from it. */
export function objectRoutes(parts: QueryParts): Hono<Identified> {
  const turns = openTurns(MOST_SENT_AT_ONCE);
  return new Hono<Identified>()
    .get("/api/documents/:document/original", async (context) => {
      const id = check(documentSchema, context.req.param("document"), "The document");
      const { bucket, key } = await bucketOf(parts, readerOf(context), id);
      const giveBack = await turns.take(context.req.raw.signal);
      try {
        const object = await bucket.fetch(key, { maxBytes: parts.limits.fileBytes });
        if (object === undefined) throw gone(key);
        return attachment(key, object.bytes, giveBack);
      } catch (error) {
        giveBack();
        throw error;
      }
    })
    .post("/api/documents/:document/restore", async (context) => {
      const id = check(documentSchema, context.req.param("document"), "The document");
      const { version } = await readBody(context, restoreBody);
      const reader = readerOf(context, "write");
      const { bucket, key } = await bucketOf(parts, reader, id);
      const bytes = await parts.originals.original(reader, id, version);
      const document = await replaceObject(parts, reader, bucket, key, Readable.from([bytes]));
      return context.json({ document, bucket: bucket.name, key }, 201);
    })
    .put(OBJECT, async (context) => {
      const reader = readerOf(context, "write");
      const bucket = await readableBucket(parts, reader, context.req.param("bucket"));
      const key = keyOf(context);
      mustBeWhole(context);
      const onlyNew = context.req.header("if-none-match") === "*";
      const body = context.req.raw.body;
      if (body === null || context.req.header("content-length") === "0") {
        throw new FootnoteError("file_empty", "The upload is empty.", {
          action: "Send the file's bytes as the body of the request.",
        });
      }
      const { requests, limits } = parts;
      const placed = await doneOnce(context, requests, body, limits.fileBytes, async (content) => {
        if (await parts.passages.hides(reader, bucket.name, key)) throw alreadyOthers(bucket.name, key);
        if (onlyNew && (await bucket.head(key)) !== undefined) throw alreadyThere(bucket.name, key);
        const document = await replaceObject(parts, reader, bucket, key, content);
        return { document, bucket: bucket.name, key };
      });
      return context.json(placed, 201);
    })
    .delete(OBJECT, async (context) => {
      const reader = readerOf(context, "write");
      const bucket = await readableBucket(parts, reader, context.req.param("bucket"));
      const key = keyOf(context);
      if (await parts.passages.hides(reader, bucket.name, key)) throw noSuchObject(bucket.name, key);
      const existed = await bucket.delete(key);
      // Not before this is it acknowledged: from then on nothing of the document is returned by any route.
      await parts.catalogue.withdraw(reader.tenant, bucket.name, key);
      parts.onQueued();
      if (!existed) throw noSuchObject(bucket.name, key);
      return context.body(null, 204);
    });
}

/**
 * The document's own place, where this process has its bucket. Who may read the document is asked, and not only who may read
 * the bucket.
 */
async function bucketOf(
  parts: QueryParts,
  reader: Reader,
  document: string,
): Promise<{ readonly bucket: WritableBucket; readonly key: string }> {
  const { bucket: name, key } = await parts.passages.history(reader, document);
  const bucket = (await readableBuckets(parts, reader)).find((candidate) => candidate.name === name);
  if (bucket !== undefined) return { bucket, key };
  throw new FootnoteError("not_found", `The files of the bucket ${name} cannot be reached from here.`, {
    action: "Ask a Footnote that watches the bucket, or whoever keeps it.",
  });
}

function gone(key: string): FootnoteError {
  return new FootnoteError("not_found", `${key} is not in its bucket any more.`, {
    action: "Look at the list of documents.",
  });
}

/** Only who asks for it is told: others replace it. Two that put one name at the same moment still replace each other. */
function alreadyThere(bucket: string, key: string): FootnoteError {
  return new FootnoteError("object_exists", `There is a ${key} in the bucket ${bucket} already.`, {
    action: "Give the file another name, or send it without If-None-Match to replace what is there.",
  });
}

/** What one may not read one does not replace. That there is something cannot be hidden from who wants to put something there. */
function alreadyOthers(bucket: string, key: string): FootnoteError {
  return new FootnoteError("object_exists", `${key} in the bucket ${bucket} cannot be replaced by you.`, {
    action: "Give the file another name.",
  });
}

function noSuchObject(bucket: string, key: string): FootnoteError {
  return new FootnoteError("not_found", `There is no ${key} in the bucket ${bucket}.`, {
    action: "Look at the list of documents.",
  });
}

/** A part would be taken for the whole file: RFC 9110, section 14.4, says to refuse it. */
function mustBeWhole(context: Context): void {
  mustBePlain(context);
  if (context.req.header("content-range") === undefined) return;
  throw invalid("A file can only be sent whole.", "Send all of it, without Content-Range.", undefined);
}

function keyOf(context: Context): string {
  const key = check(z.string().min(1).max(1024), context.req.param("key"), "The key");
  if (key !== CANARY_KEY) return key;
  throw new FootnoteError("object_refused", `${key} is the file with which Footnote measures this bucket.`, {
    action: "Give the file another name.",
  });
}
