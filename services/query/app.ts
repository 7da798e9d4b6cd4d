import { asFootnoteError, FootnoteError } from "@footnote/contracts";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { Admission } from "./admission.ts";
import { guard } from "./guard.ts";
import { openAiRoutes } from "./openai.ts";
import type { QueryParts } from "./parts.ts";
import { problemOf, RETRY_AFTER_SECONDS } from "./problem.ts";
import { askRoutes } from "./routes-ask.ts";
import { deadLetterRoutes } from "./routes-dead-letters.ts";
import { documentRoutes } from "./routes-documents.ts";
import { operationRoutes } from "./routes-operations.ts";

/** The HTTP service as one function from request to response. */
export function queryApp(parts: QueryParts): Hono {
  const app = new Hono();
  const admission = new Admission();
  app.onError((error, context) => {
    const known = asFootnoteError(error);
    const problem = problemOf(known);
    if (problem.status >= 500)
      parts.log.error(
        { method: context.req.method, path: context.req.path, err: error },
        "A request failed.",
      );
    return respond(known);
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: "DENY",
      referrerPolicy: "no-referrer",
    }),
  );
  app.use(guard(parts.loopbackOnly));
  app.get("/livez", (context) => context.json({ status: "alive" }));
  app.route("/", askRoutes(parts, admission));
  app.route("/", openAiRoutes(parts, admission));
  app.route("/", documentRoutes(parts));
  app.route("/", deadLetterRoutes(parts));
  app.route("/", operationRoutes(parts));
  app.all("/api/*", () => respond(noSuchRoute()));
  app.all("/v1/*", () => respond(noSuchRoute()));
  app.use(serveStatic({ root: parts.webRoot }));
  // Pages are drawn by the browser: every path of theirs is the same file.
  app.get("*", serveStatic({ root: parts.webRoot, path: "index.html" }));
  app.notFound(() => respond(noSuchRoute()));
  return app;
}

function respond(error: FootnoteError): Response {
  const problem = problemOf(error);
  const headers: Record<string, string> = { "Content-Type": "application/problem+json" };
  if (problem.status === 503) headers["Retry-After"] = String(RETRY_AFTER_SECONDS);
  // The rest of what was sent stays unread, so nothing else can come over this connection.
  if (problem.status === 413) headers.Connection = "close";
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function noSuchRoute(): FootnoteError {
  return new FootnoteError("not_found", "There is nothing at this address.", {
    action: "Check the method and the path.",
  });
}
