import { FootnoteError, type Reader } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import { check, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { changesOf } from "../changes/changes-of.ts";
import {
  cursorSchema,
  documentSchema,
  findSchema,
  limitSchema,
  versionSchema,
  wholeNumber,
} from "../forms/fields.ts";
import { saidOfItself } from "../forms/says-of-itself.ts";
import { areaSchema } from "../forms/within.ts";
import type { QueryParts } from "../parts.ts";
import { readableBuckets } from "../readable-buckets.ts";

export const documentsQuery = z.strictObject({
  state: z.enum(["live", "queued", "failed", "dead", "skipped"]).optional(),
  limit: limitSchema.default(50),
  after: cursorSchema.optional(),
  find: findSchema.optional(),
  within: areaSchema.optional(),
  format: z
    .string()
    .regex(/^[a-z]{1,20}$/, "must be a format, such as pdf")
    .optional(),
  /** Only those of which something was left out. */
  leftOut: z.literal("true", "must be true, or left out").optional(),
  changedSince: z.iso
    .datetime({ offset: true, error: "must be a date, a time and a time zone, such as 2026-03-01T12:00:00Z" })
    .transform((text) => new Date(text))
    .optional(),
  order: z.enum(["name", "newest", "oldest"], "must be name, newest or oldest").optional(),
});
/** A text has at most as many characters as a string of JavaScript. */
const offset = wholeNumber(0, 2 ** 30);
export const textQuery = z.strictObject({
  version: versionSchema.optional(),
  start: offset.default(0),
  end: offset.optional(),
});

export const changesQuery = z.strictObject({ from: versionSchema, to: versionSchema });
export const aboutQuery = z.strictObject({ version: versionSchema.optional() });
const BEGINNING = { start: 0, end: 2_000 };

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
      const [status, newest] = await Promise.all([
        parts.passages.status(reader),
        parts.showcase.newestChange(reader),
      ]);
      return context.json({ ...status, newest, buckets, scopes: context.get("caller").scopes });
    })
    .get("/api/documents", async (context) => {
      const { leftOut, after, state, ...query } = readQuery(context, documentsQuery);
      const readInPart = leftOut === "true";
      return context.json(
        await parts.passages.documents(readerOf(context), { ...query, after, state, readInPart }),
      );
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
    .get("/api/documents/:document/headings", async (context) => {
      const document = check(documentSchema, context.req.param("document"), "The document");
      const { version } = readQuery(context, aboutQuery);
      return context.json({ headings: await parts.passages.headings(readerOf(context), document, version) });
    })
    .get("/api/documents/:document/changes", async (context) => {
      const document = check(documentSchema, context.req.param("document"), "The document");
      const versions = readQuery(context, changesQuery);
      const reader = readerOf(context);
      try {
        return context.json(await changesOf(parts.passages, reader, document, versions));
      } catch (error) {
        throw await notKept(parts, reader, document, error);
      }
    })
    .get("/api/documents/:document/history", async (context) => {
      const document = check(documentSchema, context.req.param("document"), "The document");
      return context.json(await parts.passages.history(readerOf(context), document));
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
