import { FootnoteError, type IndexOperations } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import { readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import type { QueryParts } from "../parts.ts";

const nothing = z.strictObject({});
export const verifyBody = z.strictObject({ repair: z.boolean().default(false) });
const ACCEPTED = 202;

/** How an index outside of the store is doing; building it anew and comparing it, which takes longer than a request may. */
export function indexRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/index", async (context) => {
      readerOf(context, "operate");
      return context.json({ index: (await parts.index?.state()) ?? null });
    })
    .post("/api/index/rebuild", async (context) => {
      await readBody(context, nothing);
      readerOf(context, "operate");
      const index = indexOf(parts);
      await index.rebuild();
      return context.json({ index: await index.state() }, ACCEPTED);
    })
    .post("/api/index/verify", async (context) => {
      const { repair } = await readBody(context, verifyBody);
      readerOf(context, "operate");
      const index = indexOf(parts);
      await index.verify(repair);
      return context.json({ index: await index.state() }, ACCEPTED);
    });
}

function indexOf({ index }: QueryParts): IndexOperations {
  if (index !== undefined) return index;
  throw new FootnoteError("request_invalid", "There is no index beside the store's own.", {
    action:
      "Set index.weaviate.url (FOOTNOTE_INDEX_WEAVIATE_URL) to have one; the store's own needs no care.",
  });
}
