import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePrivate } from "./private-files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-private-"));
});
afterEach(() => rm(root, { recursive: true }));

const modeOf = async (path: string) => (await stat(join(root, path))).mode & 0o777;

test("what others could reach is closed to them, with all that lies below; what is not named stays as it is", async () => {
  await mkdir(join(root, "data/index/deep"), { recursive: true });
  for (const file of ["data/index/deep/one", "data/notes.txt", "outside"])
    await writeFile(join(root, file), "", { mode: 0o644 });
  await symlink(join(root, "outside"), join(root, "data/index/link"));
  await chmod(join(root, "data"), 0o755);
  expect(await makePrivate(join(root, "data"), ["index", "not there"])).toEqual({ closed: 4, open: 0 });
  expect(await Promise.all(["data", "data/index", "data/index/deep"].map(modeOf))).toEqual([
    0o700, 0o700, 0o700,
  ]);
  expect(await modeOf("data/index/deep/one")).toBe(0o600);
  expect(await modeOf("data/notes.txt")).toBe(0o644);
  expect(await modeOf("outside")).toBe(0o644);
  expect(await makePrivate(join(root, "data"), ["index"])).toEqual({ closed: 0, open: 0 });
});

test("a folder that is missing is made for its owner alone, whatever the process's mask", async () => {
  const mask = process.umask(0);
  try {
    expect(await makePrivate(join(root, "new/data"), [])).toEqual({ closed: 0, open: 0 });
  } finally {
    process.umask(mask);
  }
  expect(await modeOf("new/data")).toBe(0o700);
});

test("a folder that everybody shares is refused with what to do, and stays as it is", async () => {
  await chmod(root, 0o1777);
  await expect(makePrivate(root, [])).rejects.toMatchObject({
    code: "data_directory_unwritable",
    action: expect.stringContaining("--data"),
  });
  expect((await stat(root)).mode & 0o7777).toBe(0o1777);
});
