import { CANARY_KEY, FootnoteError, type Reader } from "@footnote/contracts";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { check, invalid, mustBePlain, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { documentSchema, limitSchema, versionSchema, wholeNumber } from "../forms/fields.ts";
import { saidOfItself } from "../forms/says-of-itself.ts";
import type { QueryParts } from "../parts.ts";
import { readableBucket, readableBuckets } from "../readable-buckets.ts";

const listQuery = z.strictObject({
  state: z.enum(["live", "queued", "failed", "dead", "skipped"]).optional(),
  limit: limitSchema.default(50),
  after: documentSchema.optional(),
});
/** A text has at most as many characters as a string of JavaScript. */
const offset = wholeNumber(0, 2 ** 30);
const textQuery = z.strictObject({
  version: versionSchema.optional(),
  start: offset.default(0),
  end: offset.optional(),
});

const aboutQuery = z.strictObject({ version: versionSchema.optional() });
const BEGINNING = { start: 0, end: 2_000 };

/** A name may hold anything, line feeds included, which `.` does not match. */
const OBJECT = "/api/buckets/:bucket/objects/:key{[\\s\\S]+}";

/** Enough around a cited span to read it in its context. */
const WINDOW_CHARACTERS = 3_000;
const MOST_WINDOW_CHARACTERS = 20_000;

export function documentRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/status", async (context) => {
      const reader = readerOf(context);
      const presences = parts.presences();
      const buckets = (await readableBuckets(parts, reader)).map(({ name }) => ({
        name,
        presence: presences.get(name) ?? null,
      }));
      return context.json({ ...(await parts.passages.status(reader)), buckets });
    })
    .get("/api/documents", async (context) => {
      const { state, limit, after } = readQuery(context, listQuery);
      return context.json(await parts.passages.documents(readerOf(context), { state, limit, after }));
    })
    .get("/api/documents/:document", async (context) => {
      const document = check(documentSchema, context.req.param("document"), "The document");
      const { version, start, end = start } = readQuery(context, textQuery);
      const window = {
        start: Math.max(0, start - WINDOW_CHARACTERS),
        end: Math.min(Math.max(end, start) + WINDOW_CHARACTERS, start + MOST_WINDOW_CHARACTERS),
      };
      try {
        return context.json(
          await parts.passages.documentText(readerOf(context), document, version, window, start),
        );
      } catch (error) {
        throw version === undefined ? error : await notKept(parts, readerOf(context), document, error);
      }
    })
    .get("/api/documents/:document/about", async (context) => {
      const document = check(documentSchema, context.req.param("document"), "The document");
      const { version } = readQuery(context, aboutQuery);
      const { format, text } = await parts.passages.documentText(
        readerOf(context),
        document,
        version,
        BEGINNING,
        0,
      );
      return context.json({ format, ...saidOfItself(text) });
    })
    .get("/api/documents/:document/history", async (context) => {
      const document = check(documentSchema, context.req.param("document"), "The document");
      return context.json(await parts.passages.history(readerOf(context), document));
    })
    .put(OBJECT, async (context) => {
      const reader = readerOf(context, "write");
      const bucket = await readableBucket(parts, reader, context.req.param("bucket"));
      const key = keyOf(context);
      mustBeWhole(context);
      const body = context.req.raw.body;
      if (body === null || context.req.header("content-length") === "0") {
        throw new FootnoteError("file_empty", "The upload is empty.", {
          action: "Send the file's bytes as the body of the request.",
        });
      }
      await bucket.put(key, body, { maxBytes: parts.limits.fileBytes });
      const [document] = await parts.catalogue.look(reader.tenant, bucket.name, [key], "change");
      parts.onQueued();
      return context.json({ document, bucket: bucket.name, key }, 201);
    })
    .delete(OBJECT, async (context) => {
      const reader = readerOf(context, "write");
      const bucket = await readableBucket(parts, reader, context.req.param("bucket"));
      const key = keyOf(context);
      const existed = await bucket.delete(key);
      // Not before this is it acknowledged: from then on nothing of the document is returned by any route.
      await parts.catalogue.withdraw(reader.tenant, bucket.name, key);
      parts.onQueued();
      if (!existed) {
        throw new FootnoteError("not_found", `There is no ${key} in the bucket ${bucket.name}.`, {
          action: "Look at the list of documents.",
        });
      }
      return context.body(null, 204);
    });
}

/** Says so where the document is there and only the version that was cited is not. */
async function notKept(
  parts: QueryParts,
  reader: Reader,
  document: string,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof FootnoteError && error.code === "not_found")) return error;
  // Throws the same for a document that is not there, or that the reader may not read.
  const { key } = await parts.passages.history(reader, document);
  return new FootnoteError("not_found", `This version of ${key} is not kept any more.`, {
    action: "Open the document as it is now, or ask again: the answer will cite what is there now.",
    cause: error,
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
