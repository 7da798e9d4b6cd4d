import { FootnoteError } from "@footnote/contracts";
import type { MiddlewareHandler } from "hono";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Keeps pages of other sites from using a visitor's browser to reach this service. A name that somebody points
 * at 127.0.0.1 is not a name of ours (DNS rebinding), and what changes or asks something must come from our own
 * pages or from no page at all.
 */
export function guard(loopbackOnly: boolean): MiddlewareHandler {
  return async (context, next) => {
    const { host, hostname } = new URL(context.req.url);
    if (loopbackOnly && !LOOPBACK.has(hostname)) {
      throw forbidden(
        `This Footnote does not answer to the name ${hostname}.`,
        "Use http://localhost, or set listen.host to share it.",
      );
    }
    const origin = context.req.header("origin");
    const safe = context.req.method === "GET" || context.req.method === "HEAD";
    if (!safe && origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) {
      throw forbidden(
        "The request comes from a page of another site.",
        "Use Footnote's own pages, or a client that is no browser.",
      );
    }
    await next();
  };
}

function forbidden(message: string, action: string): FootnoteError {
  return new FootnoteError("forbidden", message, { action });
}
