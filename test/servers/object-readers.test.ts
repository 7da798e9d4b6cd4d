import { once } from "node:events";
import { createServer, request } from "node:http";
import { Readable } from "node:stream";
import { openS3Bucket, type S3Bucket } from "@footnote/buckets";
import type { BucketObject } from "@footnote/contracts";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "../postgres/database.ts";
import { documentsOf, Processes } from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KEYS } from "./server.ts";

Object.assign(process.env, KEYS);
const TAG = "footnote-access";
const PATIENCE = { timeout: 300_000 };

let client: OrdinaryClient;
let bucket: S3Bucket;
let proxy: Awaited<ReturnType<typeof openProxy>>;
let refusals: string[];
beforeEach(async () => {
  client = await OrdinaryClient.makeBucket(inject("endpoint"));
  proxy = await openProxy(inject("endpoint"));
  refusals = [];
  bucket = await open();
});
afterEach(async () => {
  bucket.close();
  await proxy.close();
});

function open(mayBeAbsent = false): Promise<S3Bucket> {
  return openS3Bucket({
    name: "docs",
    url: `s3://${client.name}`,
    endpoint: proxy.url,
    accessTag: TAG,
    mayBeAbsent,
    onTagsRefused: ({ message }) => refusals.push(message),
  });
}

/** A server in front of the real one that answers requests for tags as it is told to. */
async function openProxy(endpoint: string) {
  const told = { tags: "passed on" as "passed on" | "refused" | "broken", before: async () => {} };
  const server = createServer(async (asked, answer) => {
    const isOfTags = asked.method === "GET" && /[?&]tagging/.test(asked.url ?? "");
    if (isOfTags) await told.before();
    if (isOfTags && told.tags !== "passed on") {
      const [status, code] = told.tags === "refused" ? [403, "AccessDenied"] : [500, "InternalError"];
      answer.writeHead(status as number, { "Content-Type": "application/xml" });
      answer.end(`<Error><Code>${code}</Code><Message>No.</Message></Error>`);
      return;
    }
    const passed = request(endpoint + asked.url, { method: asked.method, headers: asked.headers }, (it) => {
      answer.writeHead(it.statusCode ?? 500, it.headers);
      it.pipe(answer);
    });
    asked.pipe(passed);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    told,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function listed(): Promise<Record<string, BucketObject["readers"]>> {
  const found: Record<string, BucketObject["readers"]> = {};
  for await (const { key, readers } of bucket.list()) found[key] = readers;
  return found;
}

test("an object's tag names its readers, one without says nothing, and an empty one names nobody", async () => {
  await client.put("none.md", "x", "other=hr");
  await client.put("hr.md", "x", `${TAG}=hr+board&other=1`);
  await client.put("nobody.md", "x", `${TAG}=`);
  const wanted = { "none.md": undefined, "hr.md": ["hr", "board"], "nobody.md": [] };
  expect(await listed()).toEqual(wanted);
  for (const [key, readers] of Object.entries(wanted)) {
    expect((await bucket.head(key))?.readers).toEqual(readers);
    expect((await bucket.fetch(key, { maxBytes: 10 }))?.readers).toEqual(readers);
  }
  await client.tag("hr.md", { [TAG]: "everyone" });
  await client.untag("nobody.md");
  expect(await listed()).toEqual({ "none.md": undefined, "hr.md": ["everyone"], "nobody.md": undefined });
  expect(await bucket.head("missing.md")).toBeUndefined();
});

test("an object that is replaced between its content and its tags is asked for again, and never given to the readers of another", async () => {
  await client.put("a.md", "secret", `${TAG}=hr`);
  proxy.told.before = async () => {
    proxy.told.before = async () => {};
    await client.put("a.md", "public", `${TAG}=everyone`);
  };
  await expect(bucket.fetch("a.md", { maxBytes: 10 })).rejects.toMatchObject({ code: "object_unsettled" });
  expect(await bucket.fetch("a.md", { maxBytes: 10 })).toMatchObject({ readers: ["everyone"] });
  proxy.told.before = async () => client.delete("a.md");
  await expect(bucket.head("a.md")).rejects.toMatchObject({ code: "object_unsettled" });
});

test("what may not be known may be read by nobody, and is told; what cannot be asked now stays as it was", async () => {
  await client.put("a.md", "x", `${TAG}=hr`);
  proxy.told.tags = "refused";
  expect((await bucket.head("a.md"))?.readers).toEqual([]);
  expect(await listed()).toEqual({ "a.md": [] });
  expect(refusals).toEqual([
    `The tags of "a.md" in the bucket s3://${client.name} may not be read (AccessDenied).`,
  ]);
  for (const mayBeAbsent of [false, true])
    await expect(open(mayBeAbsent)).rejects.toMatchObject({
      code: "configuration_invalid",
      action: expect.stringContaining("s3:GetObjectTagging"),
    });
  proxy.told.tags = "broken";
  await expect(bucket.head("a.md")).rejects.toMatchObject({ code: "object_unreadable" });
  expect(await listed()).toEqual({ "a.md": "unasked" });
  proxy.told.tags = "passed on";
  expect(await listed()).toEqual({ "a.md": ["hr"] });
});

test("what replaces an object keeps its tags, and nothing is put where these cannot be read", async () => {
  await client.put("a.md", "x", `${TAG}=hr+board&other=%C3%BC`);
  const put = (text: string) => bucket.put("a.md", Readable.from([Buffer.from(text)]), { maxBytes: 1e8 });
  await put("other");
  expect(await client.tags("a.md")).toEqual({ [TAG]: "hr board", other: "ü" });
  // In parts.
  await put("long ".repeat(2_000_000));
  expect(await client.tags("a.md")).toEqual({ [TAG]: "hr board", other: "ü" });
  proxy.told.tags = "refused";
  await expect(put("again")).rejects.toMatchObject({ code: "unavailable" });
  expect((await bucket.peek("a.md", { maxBytes: 1e8 }))?.bytes.byteLength).toBe(10_000_000);
});

test(
  "S1, S2: whoever a tag does not name finds nothing of the document, from when the tag is there and until it is gone",
  PATIENCE,
  async () => {
    await client.put("open.md", "# Otters\n\nOtters sleep in the open.\n");
    await client.put("hr.md", "# Salaries\n\nThe salary list lies in the safe.\n", `${TAG}=hr`);
    const processes = await Processes.open({
      database: await newDatabase(inject("postgres")),
      endpoint: inject("endpoint"),
      broker: inject("broker"),
      bucket: client.name,
    });
    try {
      const service = await processes.start("up", { FOOTNOTE_S3_ACCESS_TAG: TAG });
      const keys = async () => (await documentsOf(service)).map(({ key }) => key).sort();
      const untilKeys = (...wanted: string[]) => eventually(keys, (found) => found.join() === wanted.join());
      await untilKeys("open.md");
      // No object changes by these, and the server tells of them as of any change.
      await client.tag("open.md", { [TAG]: "hr" });
      await untilKeys();
      await client.tag("hr.md", { [TAG]: "hr everyone" });
      await untilKeys("hr.md");
      await client.untag("open.md");
      await untilKeys("hr.md", "open.md");
      await client.put("hr.md", "# Salaries\n\nThe salary list lies in the vault.\n", `${TAG}=hr`);
      await untilKeys("open.md");
    } finally {
      await processes.close();
    }
  },
);
