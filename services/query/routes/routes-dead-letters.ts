import type { DocumentHistory, Problem, Reader } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import { readBody, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { cursorSchema, documentSchema, limitSchema, listOf } from "../forms/fields.ts";
import type { QueryParts } from "../parts.ts";

export const deadLettersQuery = z.strictObject({
  after: cursorSchema.optional(),
  limit: limitSchema.default(50),
});
const MOST_NAMED = 1_000;
export const replayBody = z.union(
  [
    z.strictObject({ documents: listOf(documentSchema, MOST_NAMED) }),
    z.strictObject({ all: z.literal(true) }),
  ],
  { error: `must be {"documents": […]} with 1 to ${MOST_NAMED} identifiers, or {"all": true}` },
);
const PAGE = 500;

type Replayed = Pick<DocumentHistory, "bucket" | "key">;

/** Documents that need a person: which, why, and another try for those that were mended. */
export function deadLetterRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/dead-letters", async (context) => {
      const { after, limit } = readQuery(context, deadLettersQuery);
      const page = await parts.passages.documents(readerOf(context), { state: "dead", after, limit });
      const deadLetters: Problem[] = page.documents.flatMap(({ problem }) => problem ?? []);
      return context.json({ deadLetters, next: page.next });
    })
    .post("/api/dead-letters/replay", async (context) => {
      const body = await readBody(context, replayBody);
      const { signal } = context.req.raw;
      const reader = readerOf(context, "operate");
      const queued =
        "all" in body
          ? await replayAll(parts, reader, signal)
          : await replay(parts, reader, body.documents, signal);
      if (queued > 0) parts.onQueued();
      return context.json({ queued });
    });
}

/** R7: a document that has become live or is queued meanwhile has nothing to be replayed, and that is no error. */
async function replay(
  parts: QueryParts,
  reader: Reader,
  documents: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const failed: Replayed[] = [];
  for (const document of new Set(documents)) {
    signal.throwIfAborted();
    const known = await historyOf(parts, reader, document);
    if (known?.state === "dead" || known?.state === "failed") failed.push(known);
  }
  return look(parts, reader, failed);
}

/** Page by page in the order of bucket and key: one that dies again meanwhile is not met a second time. */
async function replayAll(parts: QueryParts, reader: Reader, signal: AbortSignal): Promise<number> {
  let queued = 0;
  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await parts.passages.documents(reader, { state: "dead", after, limit: PAGE });
    queued += await look(parts, reader, page.documents);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return queued;
}

async function look(parts: QueryParts, reader: Reader, documents: readonly Replayed[]): Promise<number> {
  for (const [bucket, same] of Map.groupBy(documents, (document) => document.bucket)) {
    const keys = same.map(({ key }) => key);
    await parts.catalogue.look(reader.tenant, bucket, keys, "change");
  }
  return documents.length;
}

/** Undefined where there is none, or none that the reader may read: to them that is the same. */
async function historyOf(
  parts: QueryParts,
  reader: Reader,
  document: string,
): Promise<DocumentHistory | undefined> {
  try {
    return await parts.passages.history(reader, document);
  } catch (error) {
    if (error instanceof FootnoteError && error.code === "not_found") return undefined;
    throw error;
  }
}
