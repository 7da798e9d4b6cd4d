import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DocumentHistory } from "@footnote/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FootnoteProcess } from "../integrity/crash/footnote-process.ts";

const PATIENCE = { timeout: 300_000 };
const DAY_MILLISECONDS = 24 * 60 * 60_000;
const SHIFT = pathToFileURL(join(import.meta.dirname, "shifted-clock.mjs")).href;

let root: string;
let footnote: FootnoteProcess | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "footnote-clock-"));
  mkdirSync(join(root, "docs"));
});
afterEach(async () => {
  await footnote?.kill();
  rmSync(root, { recursive: true, force: true });
});

function start(days: number): FootnoteProcess {
  const environment = {
    NODE_OPTIONS: `--import=${SHIFT}`,
    CLOCK_OFFSET_MS: String(days * DAY_MILLISECONDS),
    FOOTNOTE_VERSIONS_KEEP_DAYS: "1",
  };
  footnote = new FootnoteProcess(root, join(root, "data"), join(root, "docs"), { environment });
  return footnote;
}

function write(key: string, revision: number): void {
  writeFileSync(join(root, "docs", key), `# ${key}\n\nRevision ${revision} of ${key}: the badger sleeps.\n`);
}

test(
  "R1: what was queued while the clock was two days ahead is read when it is right again",
  PATIENCE,
  async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `${index}.md`);
    for (const key of keys) write(key, 1);
    const ahead = start(2);
    await ahead.until(async () =>
      [...(await ahead.documents()).values()].some((row) => row.state === "queued"),
    );
    await ahead.kill();
    const right = start(0);
    await right.until(async () => {
      const rows = [...(await right.documents()).values()];
      return rows.length === keys.length && rows.every((row) => row.state === "live");
    });
  },
);

test("a clock that is forty days ahead for a while costs no kept version", PATIENCE, async () => {
  const versionsOf = async (running: FootnoteProcess) => {
    const row = (await running.documents()).get("a.md");
    const response = await fetch(`${await running.url}/api/documents/${row?.document}/history`);
    return ((await response.json()) as DocumentHistory).versions.length;
  };
  write("a.md", 1);
  const right = start(0);
  await right.until(async () => (await versionsOf(right)) === 1);
  write("a.md", 2);
  await right.until(async () => (await versionsOf(right)) === 2);
  await right.kill();
  const ahead = start(40);
  // It prunes when it rests, which it does by the time that something new is live.
  write("b.md", 1);
  await ahead.until(async () => (await ahead.documents()).get("b.md")?.state === "live");
  write("c.md", 1);
  await ahead.until(async () => (await ahead.documents()).get("c.md")?.state === "live");
  expect(await versionsOf(ahead)).toBe(2);
  await ahead.kill();
  const rightAgain = start(0);
  write("d.md", 1);
  await rightAgain.until(async () => (await rightAgain.documents()).get("d.md")?.state === "live");
  expect(await versionsOf(rightAgain)).toBe(2);
});

test(
  "a data directory that is moved away while in use makes the service say that it is not ready",
  PATIENCE,
  async () => {
    write("a.md", 1);
    const running = start(0);
    const ready = async () => fetch(`${await running.url}/readyz`);
    await running.until(async () => (await ready()).ok);
    renameSync(join(root, "data"), join(root, "moved"));
    const response = await ready();
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("moved or deleted");
  },
);
