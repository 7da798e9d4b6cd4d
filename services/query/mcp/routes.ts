import { Hono } from "hono";
import { z } from "zod";
import type { Admissions } from "../bounds/admission.ts";
import { readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { cacheUseOf } from "../forms/cache-use.ts";
import type { QueryParts } from "../parts.ts";

/** One message: batches left the protocol, and would be a way around what a request may cost. */
const message = z.looseObject({ jsonrpc: z.literal("2.0", 'must be "2.0"') });

/**
 * The Model Context Protocol over streamable HTTP, without sessions: each request has a server of its own, which knows who
 * calls. There is nothing to listen to, so that only POST is answered.
 */
export function mcpRoutes(parts: QueryParts, admissions: Admissions): Hono<Identified> {
  return new Hono<Identified>()
    .post("/mcp", async (context) => {
      const parsedBody = await readBody(context, message);
      // Loaded for whoever speaks it: 30 MB and a fifth of a second.
      const { answerMessage } = await import("./answer-message.ts");
      return answerMessage(context.req.raw, parsedBody, parts, admissions, {
        reader: readerOf(context),
        subject: context.get("caller").subject,
        origin: new URL(context.req.url).origin,
        cache: cacheUseOf(context),
        signal: context.req.raw.signal,
      });
    })
    .all("/mcp", (context) => context.body(null, 405, { Allow: "POST" }));
}
