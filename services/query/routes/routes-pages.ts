import { FootnoteError, type KeptVersion, type Reader } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import { check, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { documentSchema, versionSchema, wholeNumber } from "../forms/fields.ts";
import { picture } from "../forms/picture.ts";
import type { QueryParts } from "../parts.ts";
import { PictureCache } from "../pictures/picture-cache.ts";
import { readableBuckets } from "../readable-buckets.ts";

const offset = wholeNumber(0, 2 ** 30);
/** The span of the canonical text that is to be marked on the page. */
export const pageQuery = z.strictObject({
  version: versionSchema,
  start: offset.optional(),
  end: offset.optional(),
});
const pageNumber = wholeNumber(1, 5_000);
/** Longer ones are marked by their beginning. */
const MOST_MARKED = 4_000;
/** It is handed to the process that draws, whole. */
const MOST_BYTES = 32 * 1024 ** 2;

/** A page of a PDF, or a picture, as it looks, with a passage marked on it: drawn where nothing of the file can do anything. */
export function pageRoutes(parts: QueryParts): Hono<Identified> {
  const cache = new PictureCache();
  return new Hono<Identified>().get("/api/documents/:document/pages/:page", async (context) => {
    const document = check(documentSchema, context.req.param("document"), "The document");
    const page = check(pageNumber, context.req.param("page"), "The page");
    const { version, start = 0, end = start } = readQuery(context, pageQuery);
    const reader = readerOf(context);
    // Who may read it is asked each time: what was drawn before is nobody's right.
    const { quote, isRecognised } = await quoteOf(parts, reader, document, version, { start, end });
    const key = `${document} ${version} ${page} ${start} ${end}`;
    const known = cache.get(key);
    if (known !== undefined) return picture(known);
    const { bytes, isPicture } = await originalOf(parts, reader, document, version);
    const drawn = await parts.drawPage(
      { bytes, page, quote, isRecognised: isRecognised || isPicture },
      context.req.raw.signal,
    );
    cache.set(key, drawn);
    return picture(drawn);
  });
}

async function quoteOf(
  parts: QueryParts,
  reader: Reader,
  document: string,
  version: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<{ readonly quote: string; readonly isRecognised: boolean }> {
  const span = { start, end: Math.min(Math.max(end, start), start + MOST_MARKED) };
  const {
    text,
    blocks,
    offset: from,
  } = await parts.passages.documentText(reader, document, version, span, start);
  return {
    quote: text.slice(Math.max(0, span.start - from), Math.max(0, span.end - from)),
    isRecognised: blocks.some(
      (block) => block.recognised !== undefined && block.start < span.end && block.end > span.start,
    ),
  };
}

/** The file that this version was made from. @throws FootnoteError not_found where another lies there now, or none */
async function originalOf(
  parts: QueryParts,
  reader: Reader,
  document: string,
  version: string,
): Promise<{ readonly bytes: Uint8Array; readonly isPicture: boolean }> {
  const { bucket: name, key, versions } = await parts.passages.history(reader, document);
  const kept: KeptVersion | undefined = versions.find((one) => one.version === version);
  if (kept?.format !== "pdf" && kept?.format !== "picture")
    throw cannot(`${key} has no pages that could be drawn.`);
  const bucket = (await readableBuckets(parts, reader)).find((one) => one.name === name);
  if (bucket === undefined) throw cannot(`The files of the bucket ${name} cannot be reached from here.`);
  const object = await bucket.fetch(key, { maxBytes: Math.min(MOST_BYTES, parts.limits.fileBytes) });
  if (object?.etag === kept.etag) return { bytes: object.bytes, isPicture: kept.format === "picture" };
  throw cannot(`${key} has changed since this version was read, and only its text is kept.`);
}

function cannot(why: string): FootnoteError {
  return new FootnoteError("not_found", why, { action: "Read its text instead." });
}
