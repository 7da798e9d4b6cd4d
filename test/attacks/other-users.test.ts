import { lstatSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandLine, openCommandLine, type Running } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

let home: string;
let commands: CommandLine;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "footnote-users-"));
  commands = openCommandLine(home);
});
afterEach(async () => {
  commands.close();
  await rm(home, { recursive: true, force: true });
});

/** As a person starts it who gives everything to everybody. */
function run(args: readonly string[], environment: Record<string, string> = {}): Running {
  const mask = process.umask(0);
  try {
    return commands.footnote(args, environment);
  } finally {
    process.umask(mask);
  }
}

/** What other users may reach, of a folder and all below it. */
async function openToOthers(folder: string): Promise<string[]> {
  const below = await readdir(folder, { recursive: true });
  return [".", ...below].filter((path) => {
    const stats = lstatSync(join(folder, path), { throwIfNoEntry: false });
    return stats !== undefined && !stats.isSymbolicLink() && (stats.mode & 0o077) !== 0;
  });
}

async function started(process: Running): Promise<void> {
  await eventually(
    async () => process.out(),
    (out) => out.includes("Footnote is at"),
  );
}

test("nobody else reads the index or the sample, whatever the mask and whatever was there before", {
  timeout: 240_000,
}, async () => {
  const data = join(home, "data");
  const first = run(["up", "--data", data, "--port", "0"]);
  await started(first);
  expect(await openToOthers(data)).toEqual([]);
  first.child.kill("SIGTERM");
  await first.finished;
  // As an earlier release, or a restored backup, leaves it.
  await chmod(data, 0o755);
  for (const path of await readdir(join(data, "postgres"), { recursive: true })) {
    const whole = join(data, "postgres", path);
    await chmod(whole, lstatSync(whole).isDirectory() ? 0o755 : 0o666);
  }
  const second = run(["up", "--data", data, "--port", "0"]);
  await started(second);
  expect(await openToOthers(data)).toEqual([]);
  second.child.kill("SIGTERM");
  expect((await second.finished).err).toContain("Other users could reach the data directory");
});

test("a command that opens the index by itself keeps it private too, and an upload is for whom its folder is for", {
  timeout: 240_000,
}, async () => {
  const data = join(home, "data");
  const folder = join(home, "docs");
  await mkdir(folder);
  await chmod(folder, 0o755);
  await writeFile(join(folder, "a.md"), "# A\n\nText.\n");
  expect((await run(["search", "text", "--data", data, "--bucket", `docs=${folder}`]).finished).code).toBe(0);
  expect(await openToOthers(data)).toEqual([]);
  const running = run(["up", "--data", data, "--bucket", `docs=${folder}`, "--port", "0"]);
  await started(running);
  const url = /http\S+/.exec(running.out())?.[0];
  const response = await fetch(`${url}/api/buckets/docs/objects/new/b.md`, { method: "PUT", body: "# B\n" });
  expect(response.status).toBe(201);
  expect(lstatSync(join(folder, "new")).mode & 0o777).toBe(0o755);
  expect(lstatSync(join(folder, "new/b.md")).mode & 0o777).toBe(0o644);
});

test("no signal opens a debugger in Footnote", { timeout: 240_000 }, async () => {
  const running = run(["up", "--data", join(home, "data"), "--port", "0"]);
  await started(running);
  running.child.kill("SIGUSR1");
  const url = /http\S+/.exec(running.out())?.[0];
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  running.child.kill("SIGTERM");
  expect((await running.finished).err).not.toMatch(/debugger/i);
});
