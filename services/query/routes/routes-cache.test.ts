import { expect, test } from "vitest";
import { Stopping } from "../bounds/stopping.ts";
import type { QueryParts } from "../parts.ts";
import { askedBy, LOCAL } from "../testing/local-caller.ts";
import { cacheRoutes } from "./routes-cache.ts";

test.each([
  ["GET", "/api/cache", undefined],
  ["POST", "/api/cache/explain", { question: "Why?" }],
  ["POST", "/api/cache/clear", {}],
  ["POST", "/api/cache/calibrate", {}],
])("%s %s is for who may operate, and nothing is done for others", async (method, path, body) => {
  const answered = new Proxy({}, { get: () => expect.unreachable("It was asked all the same.") });
  const routes = cacheRoutes({ answered } as unknown as QueryParts, new Stopping());
  const reading = askedBy({ ...LOCAL, scopes: ["read"] }, routes);
  reading.onError((error, context) => context.json({ code: "code" in error ? error.code : String(error) }));
  const init = {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  };
  expect(await (await reading.request(path, init)).json()).toEqual({ code: "forbidden" });
});
