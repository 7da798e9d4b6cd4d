import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BucketPresence, DocumentHistory } from "@footnote/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FootnoteProcess } from "../integrity/crash/footnote-process.ts";

const PATIENCE = { timeout: 300_000 };

let root: string;
let folder: string;
let footnote: FootnoteProcess;
let mounted: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "footnote-absent-"));
  folder = join(root, "docs");
  mkdirSync(folder);
  mounted = [];
});
afterEach(async () => {
  await footnote.kill();
  for (const path of mounted.toReversed()) execFileSync("umount", ["--lazy", path]);
  rmSync(root, { recursive: true, force: true });
});

/** @throws where this account may mount none: the test then fails, since nothing else would show what it promises */
function mount(path: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "none", path]);
  mounted.push(path);
}

function unmount(path: string): void {
  execFileSync("umount", [path]);
  mounted = mounted.filter((one) => one !== path);
}

function write(key: string, revision = 1): void {
  const path = join(folder, key);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, `# ${key}\n\nRevision ${revision} of ${key}: the badger sleeps by day.\n`);
}

function start(environment: Record<string, string> = {}): void {
  footnote = new FootnoteProcess(root, join(root, "data"), folder, { environment });
}

const liveKeys = async () =>
  [...(await footnote.documents()).values()].filter(({ version }) => version !== null).map(({ key }) => key);

async function areLive(...keys: string[]): Promise<void> {
  const expected = keys.toSorted().join();
  await footnote.until(async () => (await liveKeys()).toSorted().join() === expected);
}

/** Undefined while it is ready. */
async function unreadiness(): Promise<string | undefined> {
  const response = await fetch(`${await footnote.url}/readyz`);
  return response.ok ? undefined : ((await response.json()) as { detail: string }).detail;
}

async function presence(): Promise<BucketPresence> {
  const response = await fetch(`${await footnote.url}/api/status`);
  const { buckets } = (await response.json()) as { buckets: { presence: BucketPresence }[] };
  return buckets[0]?.presence as BucketPresence;
}

async function histories(): Promise<string> {
  const all = [...(await footnote.documents()).values()].map(async ({ document }) => {
    const response = await fetch(`${await footnote.url}/api/documents/${document}/history`);
    const { key, versions } = (await response.json()) as DocumentHistory;
    return [key, versions.map(({ version, live }) => ({ version, live }))];
  });
  return JSON.stringify((await Promise.all(all)).sort());
}

async function confirm(): Promise<number> {
  const url = `${await footnote.url}/api/buckets/docs/confirm`;
  const headers = { "Content-Type": "application/json" };
  return (await fetch(url, { method: "POST", headers, body: "{}" })).status;
}

const KEYS = ["1.md", "2.md", "3.md", "4.md", "5.md"];

test(
  "R9: an unmounted share withdraws nothing, takes nothing, says so, and is watched again when it is back",
  PATIENCE,
  async () => {
    mount(folder);
    for (const key of KEYS) write(key);
    start();
    await areLive(...KEYS);
    write("1.md", 2);
    await footnote.until(async () => (await histories()).split('"version"').length > KEYS.length + 1);
    await footnote.until(async () => (await unreadiness()) === undefined);
    const before = await histories();
    const saved = join(root, "saved");
    execFileSync("cp", ["-a", folder, saved]);

    unmount(folder);
    await footnote.until(async () => (await unreadiness()) !== undefined);
    expect(await unreadiness()).toContain("docs: ");
    expect(footnote.log).toContain('"level":"warn"');
    const upload = await footnote.put("upload.md", "an upload");
    expect(upload.status).toBe(503);
    expect(await upload.json()).toMatchObject({ code: "bucket_absent" });
    expect(readdirSync(folder)).toEqual([]);
    expect(await histories()).toBe(before);

    // The same files on another device, as a share that was mounted anew.
    mount(folder);
    execFileSync("cp", ["-a", `${saved}/.`, folder]);
    await footnote.until(async () => (await unreadiness()) === undefined);
    expect(await histories()).toBe(before);
    write("new.md");
    rmSync(join(folder, "2.md"));
    await areLive("1.md", "3.md", "4.md", "5.md", "new.md");

    unmount(folder);
    const known = await histories();
    await footnote.kill();
    start();
    await footnote.until(async () => (await unreadiness()) !== undefined);
    expect(await histories()).toBe(known);
    rmSync(folder, { recursive: true });
    await footnote.kill();
    start();
    await footnote.until(async () => (await unreadiness())?.includes("is not there") === true);
    expect(await histories()).toBe(known);
  },
);

test(
  "R9: a bucket that is emptied at once withdraws nothing by itself, and everything when a person says so",
  PATIENCE,
  async () => {
    for (const key of KEYS) write(key);
    start({ FOOTNOTE_DELETIONS_WAIT_SECONDS: "0" });
    await areLive(...KEYS);
    const before = await histories();
    for (const key of KEYS) rmSync(join(folder, key));
    await footnote.until(async () => (await presence()).state === "waiting");
    expect(await presence()).toMatchObject({ gone: 5, until: null });
    expect(await unreadiness()).toContain("docs: 5 of 5 documents are gone");
    expect(await histories()).toBe(before);
    for (const key of KEYS) write(key);
    await footnote.until(async () => (await unreadiness()) === undefined);
    expect((await liveKeys()).toSorted()).toEqual(KEYS);

    for (const key of KEYS) rmSync(join(folder, key));
    await footnote.until(async () => (await presence()).state === "waiting");
    expect(await confirm()).toBe(200);
    await areLive();
    expect(await unreadiness()).toBeUndefined();
  },
);

test(
  "R9: another folder in the bucket's place is taken for it only when a person says so",
  PATIENCE,
  async () => {
    for (const key of KEYS) write(key);
    start();
    await areLive(...KEYS);
    renameSync(folder, join(root, "away"));
    await footnote.until(async () => (await presence()).state === "absent");
    expect(await confirm()).toBe(503);
    mkdirSync(folder);
    write("1.md", 7);
    write("other.md");
    await footnote.until(async () => (await presence()).reason?.includes("another folder") === true);
    expect((await liveKeys()).toSorted()).toEqual(KEYS);
    expect(await confirm()).toBe(200);
    await areLive("1.md", "other.md");
    expect(await unreadiness()).toBeUndefined();
    write("new.md");
    await areLive("1.md", "new.md", "other.md");
  },
);

test(
  "R9: a folder that is replaced as a whole by one with mostly the same files is the bucket by itself",
  PATIENCE,
  async () => {
    for (const key of KEYS) write(key);
    start();
    await areLive(...KEYS);
    const next = join(root, "next");
    execFileSync("cp", ["-r", folder, next]);
    rmSync(join(next, "5.md"));
    appendFileSync(join(next, "4.md"), "\nOne more line.\n");
    const before = (await footnote.documents()).get("4.md")?.version;
    renameSync(folder, join(root, "before"));
    renameSync(next, folder);
    await areLive("1.md", "2.md", "3.md", "4.md");
    await footnote.until(async () => (await footnote.documents()).get("4.md")?.version !== before);
    expect(await unreadiness()).toBeUndefined();
  },
);

test(
  "R9: of a bucket with another disk mounted below it, only what is on that disk is absent with it",
  PATIENCE,
  async () => {
    const archive = join(folder, "archive");
    mkdirSync(archive);
    mount(archive);
    for (const key of ["a.md", "b.md", "archive/2020.md", "archive/deep/2021.md"]) write(key);
    start();
    await areLive("a.md", "archive/2020.md", "archive/deep/2021.md", "b.md");
    // The disk is known to be one of its own from the first listing on.
    await footnote.until(async () => (await presence()).state === "there");
    const saved = join(root, "saved");
    execFileSync("cp", ["-a", archive, saved]);
    unmount(archive);
    await footnote.until(async () => (await presence()).state === "incomplete");
    expect(await unreadiness()).toContain("archive");
    expect((await footnote.put("archive/new.md", "an upload")).status).toBe(503);
    expect((await footnote.put("c.md", "An upload beside it.")).status).toBe(201);
    rmSync(join(folder, "b.md"));
    await areLive("a.md", "archive/2020.md", "archive/deep/2021.md", "c.md");

    await footnote.kill();
    start();
    await footnote.until(async () => (await presence()).state === "incomplete");
    await areLive("a.md", "archive/2020.md", "archive/deep/2021.md", "c.md");
    mount(archive);
    execFileSync("cp", ["-a", `${saved}/.`, archive]);
    await footnote.until(async () => (await unreadiness()) === undefined);
    write("archive/2022.md");
    rmSync(join(archive, "2020.md"));
    await areLive("a.md", "archive/2022.md", "archive/deep/2021.md", "c.md");
  },
);

test(
  "R9: a deletion of much of a bucket waits for a person or a second look, a small one and one by the interface do not",
  PATIENCE,
  async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `${index % 2 === 0 ? "even" : "odd"}/${index}.md`);
    for (const key of keys) write(key);
    start({ FOOTNOTE_DELETIONS_DOCUMENTS: "5", FOOTNOTE_DELETIONS_WAIT_SECONDS: "60" });
    await areLive(...keys);
    for (const key of ["odd/1.md", "odd/3.md"]) rmSync(join(folder, key));
    const left = keys.filter((key) => !["odd/1.md", "odd/3.md"].includes(key));
    await areLive(...left);
    rmSync(join(folder, "even"), { recursive: true });
    let waiting = await presence();
    await footnote.until(async () => {
      waiting = await presence();
      return waiting.state === "waiting";
    });
    expect(waiting.gone).toBe(20);
    expect(waiting.until).not.toBeNull();
    expect(await unreadiness()).toContain("20 of");
    expect(footnote.log).toContain("not withdrawn yet");
    expect(await liveKeys()).toHaveLength(38);
    const path = `${await footnote.url}/api/buckets/docs/objects/odd/5.md`;
    expect((await fetch(path, { method: "DELETE" })).status).toBe(204);
    expect(await liveKeys()).toHaveLength(37);
    // Still gone at the second look.
    await areLive(...left.filter((key) => key.startsWith("odd/") && key !== "odd/5.md"));
    expect(await unreadiness()).toBeUndefined();
  },
);
