import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FootnoteProcess } from "./crash/footnote-process.ts";
import { SmallDisk } from "./crash/small-disk.ts";

const FILES = 12;

let root: string;
let disk: SmallDisk | undefined;
let footnote: FootnoteProcess | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-full-"));
  await mkdir(join(root, "docs"));
  await mkdir(join(root, "disk"));
});
afterEach(async () => {
  await footnote?.kill();
  disk?.remove();
  await rm(root, { recursive: true, force: true });
});

function text(name: string): string {
  const part = (index: number) =>
    `## Part ${index}\n\nPart ${index} of ${name}: ${"the tide comes and goes. ".repeat(8)}`;
  return `# ${name}\n\n${Array.from({ length: 30 }, (_, index) => part(index)).join("\n\n")}\n`;
}

test("a full disk is told in words, loses nothing, and once there is room everything is ingested", {
  timeout: 300_000,
}, async () => {
  const small = new SmallDisk(join(root, "disk"));
  disk = small;
  const put = (key: string) => writeFile(join(root, "docs", key), text(key));
  footnote = new FootnoteProcess(root, join(root, "disk/data"), join(root, "docs"));
  const running = footnote;
  const isLive = async (key: string) => (await running.documents()).get(key)?.state === "live";
  await put("before.md");
  await running.until(() => isLive("before.md"));
  const before = (await running.documents()).get("before.md");

  small.fill();
  const keys = Array.from({ length: FILES }, (_, file) => `during/${file}.md`);
  await mkdir(join(root, "docs/during"));
  for (const key of keys) await put(key);
  await running.until(() => /There is no room left on the disk/.test(running.log));
  const upload = await running.put("upload.md", text("upload"));
  expect(upload.status).toBe(503);
  expect(await upload.text()).toContain("Make room on the disk that holds the index");
  // What is there is answered from as before.
  expect(await isLive("before.md")).toBe(true);

  small.free();
  await running.until(async () => {
    const known = await running.documents();
    return keys.every((key) => known.get(key)?.state === "live");
  });
  // It was not acknowledged, but it lies in the bucket.
  await running.until(() => isLive("upload.md"));
  expect((await running.documents()).get("before.md")?.version).toBe(before?.version);

  const live = [...(await running.documents()).keys()];
  await running.kill();
  footnote = new FootnoteProcess(root, join(root, "disk/data"), join(root, "docs"));
  expect([...(await footnote.documents()).keys()]).toEqual(live);
});
