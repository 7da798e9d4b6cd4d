import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import type { open as openFile, rename as renameFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { expectError, type Fixture, LIMITS, makeFixture, textOf } from "./fixture.ts";

/** Lets a test act at the moments between the calls to the file system, and records those that make things durable. */
const between = vi.hoisted(() => ({
  beforeOpen: () => {},
  afterOpen: () => {},
  afterRead: () => {},
  durable: [] as string[],
}));
vi.mock("node:fs/promises", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:fs/promises")>();
  const open: typeof openFile = async (...args) => {
    between.beforeOpen();
    const handle = await original.open(...args);
    between.afterOpen();
    const read = handle.read.bind(handle) as (...args: unknown[]) => Promise<{ bytesRead: number }>;
    const sync = handle.sync.bind(handle);
    return Object.assign(handle, {
      async read(...args: unknown[]) {
        const result = await read(...args);
        between.afterRead();
        return result;
      },
      async sync() {
        const kind = (await handle.stat()).isDirectory() ? "folder" : "file";
        await sync();
        between.durable.push(`sync ${kind}`);
      },
    });
  };
  const rename: typeof renameFile = async (...args) => {
    await original.rename(...args);
    between.durable.push("rename");
  };
  return { ...original, open, rename };
});

let files: Fixture;
beforeEach(() => {
  files = makeFixture();
  between.beforeOpen = between.afterOpen = between.afterRead = () => {};
  between.durable = [];
  files.write("docs/a.md", "whole");
  mkdirSync(join(files.outside, "secrets"));
  writeFileSync(join(files.outside, "secrets/a.md"), "secret");
});
afterEach(() => files.remove());

const changes: Record<string, () => void> = {
  grows: () => appendFileSync(files.path("docs/a.md"), " and more"),
  shrinks: () => truncateSync(files.path("docs/a.md"), 2),
  "is overwritten at its old size and time": () => {
    writeFileSync(files.path("docs/a.md"), "other");
    utimesSync(files.path("docs/a.md"), 1, 1);
  },
  "is replaced": () => {
    files.write("docs/b.md", "other");
    renameSync(files.path("docs/b.md"), files.path("docs/a.md"));
  },
  "is deleted": () => rmSync(files.path("docs/a.md")),
};

test.each(Object.keys(changes))(
  "a file that %s between being found and opened is not read",
  async (change) => {
    utimesSync(files.path("docs/a.md"), 1, 1);
    const bucket = await files.open();
    between.beforeOpen = () => changes[change]?.();
    await expectError(bucket.fetch("docs/a.md", LIMITS), "object_unsettled", "");
  },
);

test.each(Object.keys(changes))("a file that %s while it is read is not read", async (change) => {
  utimesSync(files.path("docs/a.md"), 1, 1);
  const bucket = await files.open();
  let once = true;
  between.afterRead = () => {
    if (once) changes[change]?.();
    once = false;
  };
  await expectError(bucket.fetch("docs/a.md", LIMITS), "object_unsettled", "");
});

test("a file that grows without end while it is read does not fill the memory", async () => {
  const bucket = await files.open();
  let reads = 0;
  between.afterRead = () => {
    reads++;
    appendFileSync(files.path("docs/a.md"), "more");
  };
  await expectError(bucket.fetch("docs/a.md", LIMITS), "object_unsettled", "");
  expect(reads).toBeLessThanOrEqual(2);
});

test("a link out that takes the file's place before it is opened is not followed", async () => {
  const bucket = await files.open();
  between.beforeOpen = () => {
    rmSync(files.path("docs/a.md"));
    symlinkSync("../../secrets/a.md", files.path("docs/a.md"));
  };
  await expectError(bucket.fetch("docs/a.md", LIMITS), "object_unsettled", "");
});

test("a link out that takes the folder's place while the file is opened leads nowhere", async () => {
  const bucket = await files.open();
  between.beforeOpen = () => {
    renameSync(files.path("docs"), files.path("away"));
    symlinkSync("../secrets", files.path("docs"));
  };
  await expectError(bucket.fetch("docs/a.md", LIMITS), "object_unsettled", "");
  between.beforeOpen = () => {};
  expect(await textOf(bucket, "away/a.md")).toBe("whole");
});

test("a link out that takes the folder's place only while the file is opened leads nowhere", async () => {
  const bucket = await files.open();
  between.beforeOpen = () => {
    renameSync(files.path("docs"), files.path("away"));
    symlinkSync("../secrets", files.path("docs"));
  };
  between.afterOpen = () => {
    rmSync(files.path("docs"));
    renameSync(files.path("away"), files.path("docs"));
  };
  await expectError(bucket.fetch("docs/a.md", LIMITS), "object_unsettled", "");
});

test("what is put is on the disk before it takes its name, and then so is the name", async () => {
  const bucket = await files.open();
  await bucket.put("docs/a.md", (async function* () {})(), LIMITS);
  expect(between.durable).toEqual(["sync file", "rename", "sync folder"]);
  between.durable = [];
  await bucket.put("new/folder/a.md", (async function* () {})(), LIMITS);
  expect(between.durable).toEqual(["sync folder", "sync folder", "sync file", "rename", "sync folder"]);
  between.durable = [];
  await bucket.delete("docs/a.md");
  expect(between.durable).toEqual(["sync folder"]);
});
