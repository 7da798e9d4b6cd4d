import type { Area, Reader, Within } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { z } from "zod";
import type { QueryParts } from "../parts.ts";
import { listOf, STORABLE } from "./fields.ts";

const MOST_AREAS = 20;
const MOST_CHARACTERS = 500;

/** BUCKET or BUCKET/PATH. */
export const areaSchema = z
  .string("must be a text")
  .max(MOST_CHARACTERS, `must have at most ${MOST_CHARACTERS} characters`)
  .refine(...STORABLE)
  .refine(
    (text) => /^[^/]+(?:\/|$)/.test(text),
    "must be a bucket, or a bucket and a path, such as policies/travel",
  )
  .transform((text): Area => {
    const [bucket = "", ...path] = text.split("/");
    return { bucket, path: path.join("/").replace(/\/+$/, "") };
  });

/** Where to look, as BUCKET or BUCKET/PATH each; left out for everywhere. */
export const withinSchema = listOf(areaSchema, MOST_AREAS).optional();

/** @throws FootnoteError not_found for a bucket that there is not, or that the reader may not read: to them it is the same */
export async function mustBeThere(
  parts: Pick<QueryParts, "passages">,
  reader: Reader,
  within: Within,
): Promise<void> {
  if (within === undefined) return;
  const readable = await parts.passages.buckets(reader);
  const unknown = within.find(({ bucket }) => !readable.includes(bucket));
  if (unknown === undefined) return;
  throw new FootnoteError("not_found", `There is no bucket named ${unknown.bucket}.`, {
    action:
      readable.length === 0 ? "There is none that you may read." : `Use one of: ${readable.join(", ")}.`,
  });
}
