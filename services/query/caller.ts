import { type Caller, FootnoteError, type Reader, type Scope } from "@footnote/contracts";
import type { Context, Env } from "hono";
import { createMiddleware } from "hono/factory";

/** What every route finds in its context. */
export interface Identified extends Env {
  readonly Variables: { readonly caller: Caller };
}

/** Tells who a request comes from. @throws FootnoteError forbidden */
export type Identify = (request: Request) => Caller | Promise<Caller>;

/** Makes the caller of each request, before any route runs. */
export function identifying(identify: Identify) {
  return createMiddleware<Identified>(async (context, next) => {
    context.set("caller", await identify(context.req.raw));
    await next();
  });
}

/** Who may read what this request asks for. @throws FootnoteError forbidden where the caller may not do this at all. */
export function readerOf(context: Context<Identified>, scope: Scope = "read"): Reader {
  const { scopes, reader } = context.get("caller");
  if (scopes.includes(scope)) return reader;
  throw new FootnoteError("forbidden", `You may not ${DOES[scope]} here.`, {
    action: "Ask whoever runs this Footnote for the right to.",
  });
}

const DOES: Readonly<Record<Scope, string>> = {
  read: "search and read",
  write: "add or delete files",
  operate: "repair or switch anything",
};
