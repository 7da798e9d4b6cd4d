import { Hono } from "hono";
import type { Admission } from "../bounds/admission.ts";
import { type Identified, readerOf } from "../caller.ts";
import type { QueryParts } from "../parts.ts";

/** Whoever has more names them. */
const MOST_BUCKETS = 50;

/** What somebody who has not asked yet is shown. */
export function startRoutes(parts: QueryParts, admission: Admission): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/me", (context) => context.json({ scopes: context.get("caller").scopes }))
    .get("/api/start", async (context) => {
      const reader = readerOf(context);
      const [documents, waiting, newest] = await Promise.all([
        parts.passages.count(reader),
        parts.showcase.waiting(reader),
        parts.showcase.newestChange(reader),
      ]);
      return context.json({ documents, waiting, newest });
    })
    .get("/api/areas", async (context) => {
      const reader = readerOf(context);
      const buckets = await parts.passages.buckets(reader);
      const areas: string[] = [];
      for (const bucket of buckets.slice(0, MOST_BUCKETS)) {
        const folders = await parts.showcase.folders(reader, bucket);
        areas.push(bucket, ...folders.map(({ path }) => `${bucket}/${path}`));
      }
      return context.json({ areas });
    })
    .get("/api/examples", async (context) => {
      const reader = readerOf(context);
      // They are made by asking.
      const { leave } = await admission.enter(context.req.raw.signal);
      try {
        return context.json({ questions: await parts.examples(reader) });
      } finally {
        leave();
      }
    });
}
