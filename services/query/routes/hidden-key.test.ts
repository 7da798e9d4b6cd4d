import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { QueryParts } from "../parts.ts";
import { askedBy, LOCAL } from "../testing/local-caller.ts";
import { objectRoutes } from "./routes-objects.ts";

test("S1: who may read the bucket and not the document neither replaces nor deletes it", async () => {
  const touched: string[] = [];
  const touch = async (key: string) => touched.push(key);
  const parts = {
    buckets: [{ name: "docs", put: touch, delete: touch }],
    passages: {
      buckets: async () => ["docs"],
      hides: async (_reader: unknown, bucket: string, key: string) => `${bucket}/${key}` === "docs/hidden.md",
    },
    catalogue: { look: touch, withdraw: touch },
    limits: { fileBytes: 100 },
    onQueued: () => undefined,
  };
  const app = askedBy(LOCAL, objectRoutes(parts as unknown as QueryParts)).onError((error, context) =>
    context.text(error instanceof FootnoteError ? error.code : String(error), 400),
  );
  const send = async (method: string) =>
    (
      await app.request("/api/buckets/docs/objects/hidden.md", {
        method,
        ...(method === "PUT" && { body: "text" }),
      })
    ).text();
  expect(await send("DELETE")).toBe("not_found");
  expect(await send("PUT")).toBe("object_exists");
  expect(touched).toEqual([]);
});
