import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FootnoteProcess } from "./crash/footnote-process.ts";

let root: string;
let mounted: string[];
let footnote: FootnoteProcess | undefined;

beforeEach(async () => {
  mounted = [];
  root = await mkdtemp(join(tmpdir(), "footnote-read-only-"));
  await mkdir(join(root, "docs"));
  await mkdir(join(root, "data"));
});
afterEach(async () => {
  await footnote?.kill();
  for (const directory of mounted) execFileSync("umount", ["--lazy", directory]);
  await chmod(join(root, "data"), 0o755);
  await rm(root, { recursive: true, force: true });
});

/** Permissions do not bind root, a read-only mount of the directory onto itself does. */
async function makeReadOnly(directory: string): Promise<void> {
  if (process.getuid?.() !== 0) return chmod(directory, 0o555);
  execFileSync("mount", ["--bind", directory, directory]);
  mounted.push(directory);
  execFileSync("mount", ["-o", "remount,ro,bind", directory]);
}

function start(environment: Readonly<Record<string, string>> = {}): FootnoteProcess {
  footnote = new FootnoteProcess(root, join(root, "data"), join(root, "docs"), { environment });
  return footnote;
}

test("a data directory that cannot be written is refused at start, in one line that says what to do", {
  timeout: 240_000,
}, async () => {
  await makeReadOnly(join(root, "data"));
  const refused = start();
  expect(await refused.ended()).toBe(1);
  expect(refused.log.trim().split("\n")).toEqual([
    expect.stringMatching(/data directory .* cannot be written/),
  ]);
  expect(refused.log).toContain("--data DIR");
});

test("so is one that could be written the last time", { timeout: 240_000 }, async () => {
  await writeFile(join(root, "docs/kept.md"), "# Kept\n\nWhat was there before.\n");
  const first = start();
  await first.until(async () => (await first.documents()).get("kept.md")?.state === "live");
  await first.kill();
  await makeReadOnly(join(root, "data"));
  const refused = start();
  expect(await refused.ended()).toBe(1);
  expect(refused.log.trim().split("\n")).toEqual([
    expect.stringMatching(/data directory .* cannot be written/),
  ]);
});

test("a bucket that cannot be written is answered from, and its canary says why nothing comes through", {
  timeout: 240_000,
}, async () => {
  await writeFile(join(root, "docs/kept.md"), "# Kept\n\nWhat was there before.\n");
  await makeReadOnly(join(root, "docs"));
  const running = start({ FOOTNOTE_FRESHNESS_CANARY: "in-buckets" });
  await running.until(async () => (await running.documents()).get("kept.md")?.state === "live");
  await running.until(async () => (await running.canary()).state === "off");
  expect((await running.canary()).reason).toMatch(/cannot be written in the bucket's folder/);
  expect((await running.put("new.md", "# New\n\nText.")).status).toBe(503);
});

test("a bucket's folder that goes away takes nothing with it, and is watched again when it is back", {
  timeout: 240_000,
}, async () => {
  await writeFile(join(root, "docs/kept.md"), "# Kept\n\nWhat was there before.\n");
  const running = start();
  const isLive = async (key: string) => (await running.documents()).get(key)?.state === "live";
  await running.until(() => isLive("kept.md"));
  const before = (await running.documents()).get("kept.md");
  await rename(join(root, "docs"), join(root, "away"));
  await running.until(() => /is not there/.test(running.log));
  // It is being looked at again, and answered from meanwhile.
  expect((await running.documents()).get("kept.md")?.version).toBe(before?.version);
  await writeFile(join(root, "away/new.md"), "# New\n\nCame while the folder was away.\n");
  await rename(join(root, "away"), join(root, "docs"));
  await running.until(() => isLive("new.md"));
  await running.until(() => isLive("kept.md"));
});
