import { Hono } from "hono";
import type { Identified } from "../caller.ts";
import { openApiDocument, type Route } from "./document.ts";
import { descriptionPage } from "./page.ts";
import { STYLE } from "./style.ts";

/** What programs can ask here, for programs and for the people who write them. @param routes all that there are, once they are */
export function openApiRoutes(routes: () => readonly Route[], version: string): Hono<Identified> {
  return new Hono<Identified>()
    .get("/openapi.json", (context) => context.json(openApiDocument(routes(), version)))
    .get("/openapi", (context) => context.html(descriptionPage(routes(), version)))
    .get("/openapi/style.css", (context) =>
      context.body(STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }),
    );
}
