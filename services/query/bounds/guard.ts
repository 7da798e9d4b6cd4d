import { FootnoteError } from "@footnote/contracts";
import type { MiddlewareHandler } from "hono";

/**
 * Keeps pages of other sites from using a visitor's browser to reach this service. A name that is not ours may be one
 * that somebody points at our address (DNS rebinding), whether we listen on this machine alone or on a network; and what
 * a page asks must come from our own pages.
 * @param isOurs whether we answer to that name, as the `hostname` of a URL writes it
 * @param others origins of sites whose pages may ask as OpenAI's clients do
 */
export function guard(isOurs: (hostname: string) => boolean, others: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const asked = new URL(context.req.url);
    // Absent only where no network is between us. Two of them come joined by a comma and a space, which is in no name.
    const host = context.req.header("host") ?? asked.host;
    if (!URL.canParse(`http://${host}`)) {
      throw new FootnoteError("request_invalid", "The request does not name one host.", {
        action: "Send one Host header.",
      });
    }
    const named = new URL(`http://${host}`);
    for (const { hostname } of [named, asked]) {
      if (isOurs(hostname)) continue;
      throw forbidden(
        `This Footnote does not answer to the name ${hostname}.`,
        "Use http://localhost on the machine itself, or name it in listen.hosts.",
      );
    }
    const origin = context.req.header("origin");
    const isOther = isForOtherSites(context.req.path) && origin !== undefined && others.includes(origin);
    if (origin !== undefined && !isOther && !(URL.canParse(origin) && new URL(origin).host === named.host)) {
      throw forbidden(
        "The request comes from a page of another site.",
        "Use Footnote's own pages, or a client that is no browser; for a chat of another site see openai.origins.",
      );
    }
    await next();
  };
}

/** What pages of other sites may ask, where they are named: OpenAI's form and the tools of MCP. */
export function isForOtherSites(path: string): boolean {
  return /^\/(?:v1\/|chat\/completions$|models$|mcp$)/.test(path);
}

function forbidden(message: string, action: string): FootnoteError {
  return new FootnoteError("forbidden", message, { action });
}
