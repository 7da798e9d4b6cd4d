import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectError, type Fixture, keysOf, LIMITS, makeFixture, textOf } from "./fixture.ts";

let files: Fixture;
beforeEach(() => {
  files = makeFixture();
});
afterEach(() => files.remove());

async function* content(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

test("R9: another folder in the bucket's place is not the bucket: nothing of it is seen, and nothing is put there", async () => {
  files.write("a.md", "known");
  const bucket = await files.open();
  const place = await bucket.place();
  bucket.recognise(place);
  renameSync(files.root, `${files.root}-away`);
  files.write("a.md", "foreign");
  for (const act of [
    () => keysOf(bucket),
    () => bucket.head("a.md"),
    () => bucket.head("b.md"),
    () => bucket.fetch("a.md", LIMITS),
    () => bucket.delete("a.md"),
    () => bucket.put("c.md", content("new"), LIMITS),
  ])
    await expectError(act(), "bucket_absent", /not the folder that is known/);
  expect(readdirSync(files.root)).toEqual(["a.md"]);
  expect((await bucket.place()).identity).not.toBe(place.identity);
  expect(Buffer.from((await bucket.peek("a.md", LIMITS))?.bytes ?? []).toString()).toBe("foreign");

  bucket.recognise(await bucket.place());
  expect(await textOf(bucket, "a.md")).toBe("foreign");
  rmSync(files.root, { recursive: true });
  renameSync(`${files.root}-away`, files.root);
  await expectError(bucket.head("a.md"), "bucket_absent", /not the folder/);
  bucket.recognise(place);
  expect(await textOf(bucket, "a.md")).toBe("known");
});

test("R9: a part of the bucket that is known to lie on another disk, and does not, is missing and not empty", async () => {
  files.write("a.md", "");
  files.write("archive/left-in-the-mount-point.md", "");
  files.write("archived.md", "");
  symlinkSync("archive/2020.md", files.path("latest.md"));
  const bucket = await files.open();
  const { identity, parts } = await bucket.place();
  expect(parts).toEqual([]);
  bucket.recognise({ identity, parts: ["archive"] });
  expect(await keysOf(bucket)).toEqual(["a.md", "archived.md", "latest.md"]);
  await expectError(bucket.head("archive/2020.md"), "bucket_absent", /folder archive of this bucket/);
  await expectError(bucket.head("latest.md"), "bucket_absent", /folder archive/);
  await expectError(bucket.put("archive/new.md", content("x"), LIMITS), "bucket_absent", /folder archive/);
  expect(await bucket.head("archive-2.md")).toBeUndefined();
  expect(await bucket.head("archived.md")).toBeDefined();
  expect((await bucket.place()).parts).toEqual([]);
});

test("R9: a bucket that was there before is opened also while its folder is not, and is there when that is", async () => {
  const folder = files.path("later");
  const bucket = await files.open({ folder, mayBeAbsent: true });
  await expectError(bucket.place(), "bucket_absent", /later is not there/);
  await expectError(bucket.head("a.md"), "bucket_absent", /later is not there/);
  await expectError(bucket.put("a.md", content("x"), LIMITS), "bucket_absent", /later is not there/);
  mkdirSync(folder);
  expect((await bucket.place()).parts).toEqual([]);
  await bucket.put("a.md", content("x"), LIMITS);
  expect(await keysOf(bucket)).toEqual(["a.md"]);
});

test("a link as the bucket's folder that leads elsewhere now is another place", async () => {
  files.write("one/a.md", "1");
  files.write("two/a.md", "2");
  symlinkSync("one", files.path("current"));
  const bucket = await files.open({ folder: files.path("current") });
  const first = await bucket.place();
  rmSync(files.path("current"));
  symlinkSync("two", files.path("current"));
  const second = await bucket.place();
  expect(second.identity).not.toBe(first.identity);
  expect(await textOf(bucket, "a.md")).toBe("2");
});
