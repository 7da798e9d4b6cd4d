import { execFileSync } from "node:child_process";
import {
  type BigIntStats,
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { etagOf } from "./description.ts";
import {
  expectError,
  type Fixture,
  keysOf,
  LIMITS,
  makeFixture,
  textOf,
  withoutPrivileges,
} from "./fixture.ts";

let files: Fixture;
beforeEach(() => {
  files = makeFixture();
});
afterEach(() => {
  vi.useRealTimers();
  files.remove();
});

test("every file is listed once, under its path with slashes", async () => {
  const keys = [
    "a.md",
    "policies/leave.md",
    "policies/old/2019/leave.md",
    ...Array.from({ length: 300 }, (_, i) => `many/${i}.txt`),
  ];
  for (const key of keys) files.write(key, key);
  const bucket = await files.open();
  mkdirSync(files.path("empty"));
  expect(await keysOf(bucket)).toEqual(keys.toSorted());
  expect(await textOf(bucket, "policies/old/2019/leave.md")).toBe("policies/old/2019/leave.md");
});

test("any Unicode name is a key as it is, and names that differ in form or case are different keys", async () => {
  const keys = [
    "Caf\u00e9.md",
    "Cafe\u0301.md",
    "CAFE\u0301.md",
    "休暇/規程 2026.md",
    "🌴 holiday?.md",
    "a\nb'\"`$(c)\\d.md",
    "\uFEFFbom.md",
    "-rf.md",
    "50%.md",
    "a%2Fb.md",
    "\uFFFD.md",
    " .md",
  ];
  for (const key of keys) files.write(key, key);
  const bucket = await files.open();
  expect(await keysOf(bucket)).toEqual(keys.toSorted());
  for (const key of keys) expect(await textOf(bucket, key)).toBe(key);
});

test("listing, head and fetch describe a file alike", async () => {
  files.write("a.md", "four");
  symlinkSync("a.md", files.path("link.md"));
  const bucket = await files.open();
  for await (const listed of bucket.list()) {
    expect(await bucket.head(listed.key)).toEqual(listed);
    expect(await bucket.fetch(listed.key, LIMITS)).toMatchObject(listed);
    expect(listed.size).toBe(4);
  }
});

test("where nothing is, nothing is found", async () => {
  files.write("a.md/b.md", "");
  const bucket = await files.open();
  for (const key of ["gone.md", "gone/gone.md", "a.md", "a.md/b.md/c.md", "x".repeat(300)]) {
    expect(await bucket.head(key)).toBeUndefined();
    expect(await bucket.fetch(key, LIMITS)).toBeUndefined();
  }
});

test("hidden and temporary files are not seen", async () => {
  files.write("seen.md", "");
  for (const key of [
    ".git/config",
    ".DS_Store",
    "a/.hidden/b.md",
    "~$plan.docx",
    "plan.docx~",
    "a.TMP",
    "b.part",
    "c.crdownload",
    ".d.md.swp",
  ])
    files.write(key, "");
  const bucket = await files.open();
  expect(await keysOf(bucket)).toEqual(["seen.md"]);
});

test.each([
  "",
  "/",
  "/etc/passwd",
  "../secret.md",
  "a/../../secret.md",
  "a/./b.md",
  "a//b.md",
  "a/",
  ".",
  "..",
  "a\0b",
  "\ud800.md",
  ".footnote/store",
  "a/.footnote/b",
])("the key %j is refused everywhere", async (key) => {
  writeFileSync(join(files.outside, "secret.md"), "secret");
  const bucket = await files.open();
  await expectError(bucket.head(key), "object_refused", "");
  await expectError(bucket.fetch(key, LIMITS), "object_refused", "");
  await expectError(bucket.delete(key), "object_refused", "");
  await expectError(bucket.put(key, (async function* () {})(), LIMITS), "object_refused", "");
});

test("a link to a file inside the folder is followed, through other links too", async () => {
  files.write("docs/real.md", "content");
  files.write(".versions/2/hidden.md", "mounted");
  symlinkSync("docs/real.md", files.path("one.md"));
  symlinkSync(files.path("one.md"), files.path("two.md"));
  symlinkSync(".versions/2/hidden.md", files.path("mounted.md"));
  const bucket = await files.open();
  expect(await textOf(bucket, "one.md")).toBe("content");
  expect(await textOf(bucket, "two.md")).toBe("content");
  expect(await textOf(bucket, "mounted.md")).toBe("mounted");
});

test("links that lead out, nowhere, in a circle or to a folder are listed and refused with the reason", async () => {
  writeFileSync(join(files.outside, "secret.md"), "secret");
  mkdirSync(join(files.outside, "bucket-not"));
  writeFileSync(join(files.outside, "bucket-not/secret.md"), "secret");
  files.write("docs/a.md", "");
  symlinkSync("../secret.md", files.path("out.md"));
  symlinkSync("../bucket-not/secret.md", files.path("sibling.md"));
  symlinkSync("out.md", files.path("out-twice.md"));
  symlinkSync(files.outside, files.path("out"));
  symlinkSync("docs", files.path("inside"));
  symlinkSync("..", files.path("docs/up"));
  symlinkSync(".", files.path("docs/self"));
  symlinkSync("gone.md", files.path("nowhere.md"));
  symlinkSync("circle.md", files.path("circle.md"));
  const bucket = await files.open();
  const reasons: Record<string, RegExp> = {
    "out.md": /leads out of/,
    "sibling.md": /leads out of/,
    "out-twice.md": /leads out of/,
    out: /leads out of/,
    inside: /link to a folder/,
    "docs/up": /link to a folder/,
    "docs/self": /link to a folder/,
    "nowhere.md": /not there/,
    "circle.md": /not there/,
  };
  expect(await keysOf(bucket)).toEqual(["docs/a.md", ...Object.keys(reasons)].toSorted());
  for (const [key, reason] of Object.entries(reasons)) {
    await expectError(bucket.head(key), "object_refused", reason);
    await expectError(bucket.fetch(key, LIMITS), "object_refused", reason);
  }
});

test("a key does not reach through a link to a folder", async () => {
  files.write("docs/a.md", "");
  writeFileSync(join(files.outside, "secret.md"), "secret");
  symlinkSync("docs", files.path("inside"));
  symlinkSync(files.outside, files.path("out"));
  const bucket = await files.open();
  symlinkSync("circle", files.path("circle"));
  for (const key of ["inside/a.md", "out/secret.md", "out/bucket/docs/a.md", "circle/a.md"]) {
    expect(await bucket.head(key)).toBeUndefined();
    expect(await bucket.fetch(key, LIMITS)).toBeUndefined();
    expect(await bucket.delete(key)).toBe(false);
  }
});

test("a bucket's folder may itself be a link", async () => {
  files.write("a.md", "content");
  symlinkSync(files.root, join(files.outside, "link"));
  const bucket = await files.open({ folder: join(files.outside, "link") });
  expect(await textOf(bucket, "a.md")).toBe("content");
});

test("pipes and sockets are listed, refused and never opened", async () => {
  execFileSync("mkfifo", [files.path("pipe.md")]);
  const server = createServer().listen(files.path("socket.md"));
  await new Promise((resolve) => server.once("listening", resolve));
  symlinkSync("pipe.md", files.path("to-pipe.md"));
  const bucket = await files.open();
  expect(await keysOf(bucket)).toEqual(["pipe.md", "socket.md", "to-pipe.md"]);
  for (const key of ["pipe.md", "socket.md", "to-pipe.md"])
    await expectError(bucket.fetch(key, LIMITS), "object_refused", /device, pipe or socket/);
  server.close();
});

test("a name that is no UTF-8 is listed once and refused with the reason", async () => {
  const bytes = (name: string) => Buffer.from(join(files.root, name), "latin1");
  writeFileSync(bytes("caf\xe9.md"), "");
  writeFileSync(bytes("caf\xe8.md"), "");
  mkdirSync(bytes("d\xe9j\xe0"));
  writeFileSync(bytes("d\xe9j\xe0/a.md"), "");
  const bucket = await files.open();
  expect(await keysOf(bucket)).toEqual(["caf\uFFFD.md", "d\uFFFDj\uFFFD"]);
  for (const key of await keysOf(bucket))
    await expectError(bucket.head(key), "object_refused", /not valid Unicode/);
  rmSync(bytes("d\xe9j\xe0"), { recursive: true });
  expect(await bucket.head("d\uFFFDj\uFFFD")).toBeUndefined();
});

test("a file that changed a moment ago is not read, and is when it has not changed for long enough", async () => {
  files.write("a.md", "half");
  const bucket = await files.open({ settleMilliseconds: 3_600_000 });
  await expectError(bucket.fetch("a.md", LIMITS), "object_unsettled", /still being written/);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_700_000 });
  expect(await textOf(bucket, "a.md")).toBe("half");
});

test("an old modification time does not make a file that was just copied here look finished", async () => {
  files.write("old.md", "half");
  utimesSync(files.path("old.md"), 1, 1);
  const bucket = await files.open({ settleMilliseconds: 3_600_000 });
  await expectError(bucket.fetch("old.md", LIMITS), "object_unsettled", "");
  expect((await bucket.head("old.md"))?.modifiedAt.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
});

test("a modification time from the future does not keep a file from being read", async () => {
  files.write("future.md", "content");
  utimesSync(files.path("future.md"), 9_000_000_000, 9_000_000_000);
  const bucket = await files.open({ settleMilliseconds: 3_600_000 });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_700_000 });
  expect(await textOf(bucket, "future.md")).toBe("content");
});

test("where the file system's clock is ahead, waiting shows whether a file still changes", async () => {
  files.write("a.md", "content");
  const bucket = await files.open({ settleMilliseconds: 50 });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  expect(await textOf(bucket, "a.md")).toBe("content");
  const fetching = bucket.fetch("a.md", LIMITS);
  const writing = setInterval(
    () => files.write("a.md", "changing".repeat(Math.ceil(Math.random() * 1_000))),
    5,
  );
  await expectError(fetching, "object_unsettled", "");
  clearInterval(writing);
});

test("a file over the limit is refused by its size", async () => {
  files.write("large.md", "12345");
  const bucket = await files.open();
  await expectError(bucket.fetch("large.md", { maxBytes: 4 }), "file_too_large", /larger than the limit/);
  expect((await bucket.fetch("large.md", { maxBytes: 5 }))?.bytes).toHaveLength(5);
});

test("the etag changes with content, time, or another file in its place, and with nothing else", async () => {
  files.write("a.md", "one");
  utimesSync(files.path("a.md"), 1_000, 1_000);
  const bucket = await files.open();
  const etag = async () => (await bucket.head("a.md"))?.etag;
  const seen = [await etag()];
  await bucket.fetch("a.md", LIMITS);
  files.write("neighbour.md", "");
  expect(await etag()).toBe(seen[0]);
  files.write("a.md", "two");
  utimesSync(files.path("a.md"), 1_000, 1_000);
  seen.push(await etag());
  files.write("other.md", "six");
  utimesSync(files.path("other.md"), 1_000, 1_000);
  renameSync(files.path("other.md"), files.path("a.md"));
  seen.push(await etag());
  linkSync(files.path("a.md"), files.path("hard.md"));
  seen.push(await etag());
  expect(new Set(seen).size).toBe(4);
});

test("files written at one moment with one size still differ", () => {
  const stat = { ino: 1n, size: 2n, mtimeNs: 3n, ctimeNs: 4n } as BigIntStats;
  expect(etagOf({ ...stat, ino: 5n } as BigIntStats)).not.toBe(etagOf(stat));
});

test("a folder that is missing or no folder is said when the bucket is opened", async () => {
  files.write("file", "");
  await expectError(
    files.open({ folder: files.path("gone") }),
    "configuration_invalid",
    /bucket handbook does not exist: .*gone/,
  );
  await expectError(files.open({ folder: files.path("file") }), "configuration_invalid", /is no folder/);
});

test("a folder that goes away later is an error, not an empty bucket", async () => {
  files.write("a.md", "");
  const bucket = await files.open();
  renameSync(files.root, `${files.root}-away`);
  await expectError(keysOf(bucket), "bucket_absent", /bucket is not there/);
  await expectError(bucket.head("a.md"), "bucket_absent", /bucket is not there/);
  await expectError(bucket.delete("a.md"), "bucket_absent", /bucket is not there/);
  await expectError(
    bucket.put("a.md", (async function* () {})(), LIMITS),
    "bucket_absent",
    /bucket is not there/,
  );
  renameSync(`${files.root}-away`, files.root);
  expect(await keysOf(bucket)).toEqual(["a.md"]);
});

test("what Footnote may not read is listed, with the reason, beside neighbours that it may", async () => {
  chmodSync(files.outside, 0o755);
  for (const key of ["a.md", "closed.md", "closed/b.md", "open/c.md"]) files.write(key, "content");
  chmodSync(files.path("closed.md"), 0);
  files.write("unsearchable/d.md", "content");
  chmodSync(files.path("closed"), 0);
  chmodSync(files.path("unsearchable"), 0o444);
  await withoutPrivileges(async () => {
    const bucket = await files.open();
    expect(await keysOf(bucket)).toEqual(["a.md", "closed", "closed.md", "open/c.md", "unsearchable"]);
    expect(await textOf(bucket, "a.md")).toBe("content");
    for (const key of ["closed", "closed.md", "closed/b.md", "unsearchable"])
      await expectError(bucket.fetch(key, LIMITS), "object_unreadable", /not allowed to read/);
  });
  chmodSync(files.path("closed"), 0o755);
  await withoutPrivileges(async () => expect(await (await files.open()).head("closed")).toBeUndefined());
});

test("a listing that is not wanted any more stops", async () => {
  for (let i = 0; i < 200; i++) files.write(`${i}.md`, "");
  const bucket = await files.open();
  const stop = new AbortController();
  let seen = 0;
  const listing = (async () => {
    for await (const _ of bucket.list(stop.signal)) if (++seen === 10) stop.abort(new Error("stopped"));
  })();
  await expect(listing).rejects.toThrow("stopped");
  expect(seen).toBeLessThan(200);
});
