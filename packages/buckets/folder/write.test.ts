import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectError, type Fixture, keysOf, LIMITS, makeFixture, textOf } from "./fixture.ts";

let files: Fixture;
beforeEach(() => {
  files = makeFixture();
});
afterEach(() => files.remove());

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

test("what was put is there, as it was described", async () => {
  const bucket = await files.open();
  const put = await bucket.put("neu/Über uns.md", pieces("one ", "", "two"), LIMITS);
  expect(put).toEqual(await bucket.head("neu/Über uns.md"));
  expect(put.size).toBe(7);
  expect(await textOf(bucket, "neu/Über uns.md")).toBe("one two");
  await bucket.put("neu/Über uns.md", pieces("three"), LIMITS);
  expect(await textOf(bucket, "neu/Über uns.md")).toBe("three");
  expect(await keysOf(bucket)).toEqual(["neu/Über uns.md"]);
});

test("while it is put, and when that fails, readers see the old content and nothing else", async () => {
  files.write("a.md", "old");
  const bucket = await files.open();
  async function* broken() {
    yield new Uint8Array(10);
    expect(await keysOf(bucket)).toEqual(["a.md"]);
    expect(await textOf(bucket, "a.md")).toBe("old");
    throw new Error("connection lost");
  }
  await expect(bucket.put("a.md", broken(), LIMITS)).rejects.toThrow("connection lost");
  expect(await textOf(bucket, "a.md")).toBe("old");
  expect(readdirSync(files.root)).toEqual(["a.md"]);
});

test("an upload is for whom its folder is for, or the file that it replaces, whatever the process's mask", async () => {
  const modeOf = (key: string) => statSync(files.path(key)).mode & 0o7777;
  const mask = process.umask(0o077);
  try {
    chmodSync(files.root, 0o755);
    const bucket = await files.open();
    await bucket.put("new/deep/a.md", pieces("text"), LIMITS);
    expect(["new", "new/deep", "new/deep/a.md"].map(modeOf)).toEqual([0o755, 0o755, 0o644]);
    chmodSync(files.path("new"), 0o2770);
    await bucket.put("new/team/b.md", pieces("text"), LIMITS);
    expect(["new/team", "new/team/b.md"].map(modeOf)).toEqual([0o2770, 0o660]);
    chmodSync(files.path("new/team/b.md"), 0o640);
    await bucket.put("new/team/b.md", pieces("other"), LIMITS);
    expect(modeOf("new/team/b.md")).toBe(0o640);
  } finally {
    process.umask(mask);
  }
});

test("content over the limit is not kept", async () => {
  const bucket = await files.open();
  await expectError(bucket.put("a.md", pieces("123", "456"), { maxBytes: 5 }), "file_too_large", "");
  expect(readdirSync(files.root)).toEqual([]);
  await bucket.put("a.md", pieces("123", "45"), { maxBytes: 5 });
});

test("two puts of one key at once leave one of them, whole", async () => {
  const bucket = await files.open();
  const texts = Array.from({ length: 10 }, (_, i) => String(i).repeat(10_000));
  await Promise.all(
    texts.map((text) => bucket.put("new/a.md", pieces(text.slice(0, 5_000), text.slice(5_000)), LIMITS)),
  );
  expect(texts).toContain(await textOf(bucket, "new/a.md"));
  expect(readdirSync(files.path("new"))).toEqual(["a.md"]);
});

test("what a crashed upload left is removed at the next start, and nothing else", async () => {
  files.write("docs/.footnote-put-1", "half");
  files.write(".footnote-put-2", "half");
  files.write(".git/.footnote-put-3", "not ours");
  files.write("docs/footnote-put-4.md", "content");
  await files.open();
  expect(existsSync(files.path("docs/.footnote-put-1"))).toBe(false);
  expect(existsSync(files.path(".footnote-put-2"))).toBe(false);
  expect(existsSync(files.path(".git/.footnote-put-3"))).toBe(true);
  expect(existsSync(files.path("docs/footnote-put-4.md"))).toBe(true);
});

test("nothing is put below a file, over a folder, or through a link", async () => {
  files.write("file.md", "old");
  mkdirSync(files.path("folder.md"));
  symlinkSync(files.outside, files.path("out"));
  const bucket = await files.open();
  await expectError(bucket.put("file.md/a.md", pieces("x"), LIMITS), "object_refused", /not a folder/);
  await expectError(bucket.put("folder.md", pieces("x"), LIMITS), "object_refused", /name of a folder/);
  await expectError(bucket.put("out/a.md", pieces("x"), LIMITS), "object_refused", /link/);
  await expectError(
    bucket.put(`${"x".repeat(300)}.md`, pieces("x"), LIMITS),
    "object_refused",
    /cannot be the name/,
  );
  expect(readdirSync(files.outside)).toEqual(["bucket"]);
});

test("putting over a link replaces the link, not what it leads to", async () => {
  writeFileSync(join(files.outside, "secret.md"), "secret");
  symlinkSync("../secret.md", files.path("a.md"));
  const bucket = await files.open();
  await bucket.put("a.md", pieces("new"), LIMITS);
  expect(readFileSync(join(files.outside, "secret.md"), "utf8")).toBe("secret");
  expect(await textOf(bucket, "a.md")).toBe("new");
});

test("what was deleted is gone, of a link the link alone", async () => {
  writeFileSync(join(files.outside, "secret.md"), "secret");
  files.write("docs/a.md", "");
  symlinkSync("../secret.md", files.path("out.md"));
  const bucket = await files.open();
  expect(await bucket.delete("docs/a.md")).toBe(true);
  expect(await bucket.delete("out.md")).toBe(true);
  expect(await keysOf(bucket)).toEqual([]);
  expect(existsSync(join(files.outside, "secret.md"))).toBe(true);
  expect(await bucket.delete("docs/a.md")).toBe(false);
  mkdirSync(files.path("empty"));
  expect(await bucket.delete("empty")).toBe(false);
  expect(existsSync(files.path("empty"))).toBe(true);
});

test("uploads leave no folders behind, neither those that are deleted again nor those that are refused", async () => {
  files.write("kept/a.md", "");
  const bucket = await files.open();
  const deep = Array.from({ length: 50 }, (_, depth) => `level-${depth}`).join("/");
  await bucket.put(`${deep}/a.md`, pieces("one"), LIMITS);
  await bucket.put("kept/b/c.md", pieces("two"), LIMITS);
  expect(await bucket.delete(`${deep}/a.md`)).toBe(true);
  expect(await bucket.delete("kept/b/c.md")).toBe(true);
  expect(readdirSync(files.root)).toEqual(["kept"]);
  expect(readdirSync(files.path("kept"))).toEqual(["a.md"]);
  await expectError(bucket.put("new/x/a.md", pieces("123456"), { maxBytes: 5 }), "file_too_large", "");
  await expectError(bucket.put(`new/${"x".repeat(300)}/a.md`, pieces("x"), LIMITS), "object_refused", "");
  await expectError(bucket.put("kept/a.md/b.md", pieces("x"), LIMITS), "object_refused", "");
  expect(readdirSync(files.root)).toEqual(["kept"]);
});

test("a folder that a delete empties while something is put into it is there for what is put", async () => {
  const bucket = await files.open();
  for (let round = 0; round < 50; round++) {
    await bucket.put("shared/old.md", pieces("old"), LIMITS);
    await Promise.all([bucket.delete("shared/old.md"), bucket.put("shared/new.md", pieces("new"), LIMITS)]);
    expect(await textOf(bucket, "shared/new.md")).toBe("new");
    await bucket.delete("shared/new.md");
  }
  expect(readdirSync(files.root)).toEqual([]);
});
