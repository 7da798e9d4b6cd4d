import { z } from "zod";
import { deadLettersQuery, replayBody } from "../routes/routes-dead-letters.ts";
import { aboutQuery, changesQuery, documentsQuery, textQuery } from "../routes/routes-documents.ts";
import { restoreBody } from "../routes/routes-objects.ts";
import { pageQuery } from "../routes/routes-pages.ts";
import { placeSchema } from "./answer-schemas.ts";
import type { Operations } from "./operation.ts";

const problemSchema = z.object({
  ...placeSchema.shape,
  state: z.enum(["failed", "dead", "skipped"]),
  code: z.string(),
  reason: z.string(),
  stage: z.string(),
  at: z.string(),
  nextAttemptAt: z.string().nullable(),
});

export const DOCUMENTS: Operations = {
  "GET /api/status": {
    group: "Documents",
    summary: "How many documents are answerable, and which need a person",
    gives: {
      status: 200,
      what: "Counts by state, up to 200 problems, how soon documents became answerable",
      schema: z.looseObject({
        documents: z.object({
          queued: z.number(),
          live: z.number(),
          failed: z.number(),
          dead: z.number(),
          skipped: z.number(),
        }),
        problems: z.array(problemSchema),
        buckets: z.array(z.looseObject({ name: z.string() })),
      }),
    },
  },
  "GET /api/documents": {
    group: "Documents",
    summary: "The documents, page by page",
    query: documentsQuery,
    details: "Ask again with what next says until it is null.",
    gives: { status: 200, what: "A page of documents, with next" },
  },
  "GET /api/documents/:document": {
    group: "Documents",
    summary: "A window of a version's text around a span, with its blocks",
    query: textQuery,
    gives: { status: 200, what: "Text, where it begins, and the spans of its blocks" },
  },
  "GET /api/documents/:document/about": {
    group: "Documents",
    summary: "Owner and review date, where the document says them",
    query: aboutQuery,
    gives: { status: 200, what: "Format, owner and review" },
  },
  "GET /api/documents/:document/history": {
    group: "Documents",
    summary: "What happened to a document: its state and every version that is kept",
    gives: { status: 200, what: "State, problem, versions, and documents with the same content" },
  },
  "GET /api/documents/:document/headings": {
    group: "Documents",
    summary: "The headings of a version, each with its level and where its text begins",
    query: aboutQuery,
    gives: { status: 200, what: "The first 300 of them, in reading order" },
  },
  "GET /api/documents/:document/changes": {
    group: "Documents",
    summary: "What changed in a document between two of its versions",
    query: changesQuery,
    details:
      "By heading, paragraph, item, row and line of code; in what changed word by word. The first 200 changes.",
    gives: { status: 200, what: "How many were added, removed and changed, and each with its pieces" },
  },
  "GET /api/documents/:document/original": {
    group: "Documents",
    summary: "The file as it lies in its bucket",
    gives: { status: 200, what: "Its bytes, to be saved" },
  },
  "GET /api/documents/:document/pages/:page": {
    group: "Documents",
    summary: "A page of a PDF, or a picture, as it looks, with a span of the text marked on it",
    query: pageQuery,
    details: "As long as the file that the version was made from lies in its bucket; of 32 MiB at most.",
    gives: { status: 200, what: "A PNG picture" },
  },
  "POST /api/documents/:document/restore": {
    group: "Documents",
    summary: "Put back the file that an earlier version was made from",
    body: restoreBody,
    details:
      "Of versions that were replaced through Footnote, up to 4 MiB: see isOriginalKept in the history.",
    gives: { status: 201, what: "It is durable, and queued to be read", schema: placeSchema },
  },
  "PUT /api/buckets/:bucket/objects/:key": {
    group: "Documents",
    summary: "Upload a file, or replace it",
    details:
      "The path's last part is the file's path in the bucket, each segment percent-encoded. If-None-Match: * refuses to replace one that is there. With an Idempotency-Key it is done once, however often it is sent within a day, and answered as the first time: 422 where the key came with another file, 409 while the first one is under way.",
    takesFile: true,
    gives: { status: 201, what: "It is durable, and queued to be read", schema: placeSchema },
  },
  "DELETE /api/buckets/:bucket/objects/:key": {
    group: "Documents",
    summary: "Delete a file",
    gives: { status: 204, what: "Nothing of it can be returned any more" },
  },
  "GET /api/dead-letters": {
    group: "Documents",
    summary: "The files that cannot be read, with the reason, the stage and the time",
    details: "Ask again with what next says, as after, until it is null.",
    query: deadLettersQuery,
    gives: {
      status: 200,
      what: "A page of them",
      schema: z.object({ deadLetters: z.array(problemSchema), next: z.string().nullable() }),
    },
  },
  "POST /api/dead-letters/replay": {
    group: "Documents",
    summary: "Read them once more",
    details: "What is neither dead nor failed is passed over, so that a repeat does no harm.",
    body: replayBody,
    gives: {
      status: 200,
      what: "How many are read once more",
      schema: z.object({ queued: z.number() }),
    },
  },
};
