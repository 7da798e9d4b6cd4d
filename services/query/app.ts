import { asFootnoteError, FootnoteError } from "@footnote/contracts";
import { systemClock } from "@footnote/runtime";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { openAdmissions } from "./bounds/admission.ts";
import { Draining } from "./bounds/draining.ts";
import { guard, isForOtherSites } from "./bounds/guard.ts";
import { Stopping } from "./bounds/stopping.ts";
import { type Identified, identifying } from "./caller.ts";
import { failureLog } from "./failure-log.ts";
import { problemOf, RETRY_AFTER_SECONDS } from "./forms/problem.ts";
import { keepingQuestions } from "./kept/keep-questions.ts";
import { writingBehind } from "./kept/write-behind.ts";
import { mcpRoutes } from "./mcp/routes.ts";
import { clientPath } from "./openai/client-path.ts";
import { openAiRoutes } from "./openai/routes.ts";
import { openApiRoutes } from "./openapi/routes-openapi.ts";
import type { QueryParts } from "./parts.ts";
import { askRoutes } from "./routes/routes-ask.ts";
import { cacheRoutes } from "./routes/routes-cache.ts";
import { conversationRoutes } from "./routes/routes-conversations.ts";
import { deadLetterRoutes } from "./routes/routes-dead-letters.ts";
import { documentRoutes } from "./routes/routes-documents.ts";
import { feedbackRoutes } from "./routes/routes-feedback.ts";
import { indexRoutes } from "./routes/routes-index.ts";
import { objectRoutes } from "./routes/routes-objects.ts";
import { operationRoutes } from "./routes/routes-operations.ts";
import { pageRoutes } from "./routes/routes-pages.ts";
import { qualityRoutes } from "./routes/routes-quality.ts";
import { startRoutes } from "./routes/routes-start.ts";
import { unansweredRoutes } from "./routes/routes-unanswered.ts";
import { webhookRoutes } from "./routes/routes-webhooks.ts";

/** Drawn by the browser, all from the same file: packages/web/src/app/app.tsx says which. */
const PAGES = [
  "/",
  "/conversations",
  "/conversations/:conversation",
  "/shared/:token",
  "/unanswered",
  "/quality",
  "/documents",
  "/documents/:document",
  "/documents/:document/history",
];

/** Programs and pages ask for these again and again, mostly for what they have already. */
const POLLED = ["/api/status", "/api/documents", "/api/dead-letters", "/api/freshness", "/openapi.json"];

export interface QueryService {
  /** The HTTP service as one function from request to response. */
  fetch(request: Request): Response | Promise<Response>;
  /** Says that it is not ready, and resolves when those who asked for it have had so long to send people elsewhere. */
  drain(milliseconds: number): Promise<void>;
  /** Refuses what comes, and resolves when nothing runs any more: what still does after so long is aborted. */
  stop(graceMilliseconds: number): Promise<void>;
}

export function openQueryService(given: QueryParts): QueryService {
  const stopping = new Stopping();
  const draining = new Draining(systemClock);
  const parts = keeping(given, stopping);
  const app = new Hono<Identified>({ getPath: clientPath });
  const admissions = openAdmissions(stopping, parts.languageModels().models.length > 0);
  const noteFailure = failureLog(parts.log);
  const respond = (error: FootnoteError) => responseTo(error, stopping.refusing.aborted);
  app.onError((error, context) => {
    noteFailure(context, error);
    return respond(asFootnoteError(error));
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
      // A route that sends what is not ours is stricter.
      overwrite: false,
      // We speak plain HTTP: whether a name is to be reached by TLS alone is for the proxy to say that offers it.
      strictTransportSecurity: false,
    }),
  );
  app.use(guard(parts.isOurName, parts.openai.origins));
  const forOtherSites = cors({ origin: [...parts.openai.origins] });
  app.use((context, next) => (isForOtherSites(context.req.path) ? forOtherSites(context, next) : next()));
  app.get("/livez", (context) => context.json({ status: "alive" }));
  app.use(async (context, next) => {
    stopping.refusing.throwIfAborted();
    if (context.req.path === "/readyz") draining.mustBeReady();
    const over = stopping.enter();
    try {
      await next();
      // Nothing more comes over a connection that is closed soon.
      if (draining.isBegun) context.header("Connection", "close");
    } finally {
      over();
    }
  });
  app.use(identifying(parts.identify));
  // Text of documents, names of files, answers: nothing that a cache of others should keep.
  app.use(async (context, next) => {
    await next();
    if (!context.req.path.startsWith("/assets/")) context.header("Cache-Control", "no-store");
  });
  for (const path of POLLED) app.get(path, etag());
  app.route("/", documentRoutes(parts));
  app.route("/", objectRoutes(parts));
  app.route("/", pageRoutes(parts));
  app.route("/", deadLetterRoutes(parts));
  app.route("/", operationRoutes(parts));
  app.route("/", indexRoutes(parts));
  app.route("/", webhookRoutes(parts));
  if (parts.isAsked) {
    app.route("/", askRoutes(parts, admissions));
    app.route("/", openAiRoutes(parts, admissions.answers));
    app.route("/", mcpRoutes(parts, admissions));
    app.route("/", startRoutes(parts, admissions.searches));
    app.route("/", feedbackRoutes(parts));
    app.route("/", conversationRoutes(parts));
    app.route("/", unansweredRoutes(parts));
    app.route("/", qualityRoutes(parts));
    app.route("/", cacheRoutes(parts, stopping));
    app.route(
      "/",
      openApiRoutes(() => app.routes, parts.version),
    );
    for (const page of PAGES) app.get(page, serveStatic({ root: parts.webRoot, path: "index.html" }));
    app.use(serveStatic({ root: parts.webRoot }));
  }
  app.notFound(() => respond(parts.isAsked ? noSuchRoute() : notAskedHere()));
  return {
    fetch: (request) => app.fetch(request),
    drain: (milliseconds) => draining.drain(milliseconds),
    stop: (grace) => stopping.stop(grace),
  };
}

/** With the questions kept, where they are to be. */
function keeping(parts: QueryParts, stopping: Stopping): QueryParts {
  const { kept } = parts;
  if (kept === undefined) return parts;
  const log = writingBehind(kept.log, parts.log, () => stopping.enter());
  return {
    ...parts,
    kept: { ...kept, log },
    questions: keepingQuestions(parts.questions, log, systemClock, parts.log),
  };
}

function responseTo(error: FootnoteError, isStopping: boolean): Response {
  const problem = problemOf(error);
  const headers: Record<string, string> = {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
  };
  if (problem.status === 503) headers["Retry-After"] = String(RETRY_AFTER_SECONDS);
  // The rest of what was sent stays unread, so nothing else can come over this connection.
  if (isStopping || problem.status === 408 || problem.status === 413) headers.Connection = "close";
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function notAskedHere(): FootnoteError {
  return new FootnoteError("not_found", "This Footnote reads documents in and answers no questions.", {
    action: "Ask one that does: npx footnote serve.",
  });
}

function noSuchRoute(): FootnoteError {
  return new FootnoteError("not_found", "There is nothing at this address.", {
    action: "Check the method and the path.",
  });
}
