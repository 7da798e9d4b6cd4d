import { FootnoteError } from "@footnote/contracts";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { type Identified, readerOf } from "./caller.ts";
import { askedBy, LOCAL } from "./testing/local-caller.ts";

const routes = () =>
  new Hono<Identified>()
    .get("/", (context) => context.text(readerOf(context).principals.join()))
    .put("/", (context) => context.text(readerOf(context, "write").principals.join()))
    .post("/", (context) => context.text(readerOf(context, "operate").principals.join()));

test("each request has its own caller, and a caller does only what its scopes allow", async () => {
  const readOnly = { ...LOCAL, scopes: ["read"] as const, reader: { tenant: "one", principals: ["guests"] } };
  const app = askedBy(readOnly, routes()).onError((error, context) =>
    context.text(error instanceof FootnoteError ? error.code : "?", 403),
  );
  expect(await (await app.request("/")).text()).toBe("guests");
  for (const method of ["PUT", "POST"])
    expect(await (await app.request("/", { method })).text()).toBe("forbidden");
  const local = askedBy(LOCAL, routes());
  for (const method of ["GET", "PUT", "POST"])
    expect(await (await local.request("/", { method })).text()).toBe("everyone");
});
