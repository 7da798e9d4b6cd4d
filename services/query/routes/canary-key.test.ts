import { CANARY_KEY, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { QueryParts } from "../parts.ts";
import { askedBy, LOCAL } from "../testing/local-caller.ts";
import { objectRoutes } from "./routes-objects.ts";

test("nobody uploads, overwrites or deletes a bucket's canary: a file of its name would be lost within a minute", async () => {
  const written: string[] = [];
  const touch = async (key: string) => {
    written.push(key);
    return true;
  };
  const parts = {
    buckets: [{ name: "docs", put: touch, delete: touch }],
    passages: { buckets: async () => ["docs"], hides: async () => false },
    catalogue: { look: async () => ["document"], withdraw: async () => undefined },
    limits: { fileBytes: 100 },
    onQueued: () => undefined,
  };
  const app = askedBy(LOCAL, objectRoutes(parts as unknown as QueryParts)).onError((error, context) =>
    context.text(error instanceof FootnoteError ? error.code : String(error), 400),
  );
  const send = (method: string, key: string) =>
    app.request(`/api/buckets/docs/objects/${key}`, { method, ...(method === "PUT" && { body: "text" }) });
  for (const method of ["PUT", "DELETE"])
    expect(await (await send(method, CANARY_KEY)).text()).toBe("object_refused");
  expect(written).toEqual([]);
  expect((await send("PUT", `below/${CANARY_KEY}`)).status).toBe(201);
});
