import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Status } from "@footnote/contracts";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { type CommandLine, openCommandLine, type Running } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "./database.ts";

const PATIENCE_MILLISECONDS = 300_000;

let home: string;
let commands: CommandLine;
let environment: Record<string, string>;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "footnote-server-"));
  commands = openCommandLine(home);
  environment = {
    FOOTNOTE_DATABASE_URL: await newDatabase(inject("postgres")),
    FOOTNOTE_FRESHNESS_CANARY: "false",
  };
});
afterEach(async () => {
  commands.close();
  await rm(home, { recursive: true, force: true });
});

/** A process with a data directory, and at most one bucket, of its own. */
async function up(name: string, files: Readonly<Record<string, string>> | undefined): Promise<Running> {
  const folder = join(home, name);
  await mkdir(folder, { recursive: true });
  for (const [key, content] of Object.entries(files ?? {})) await writeFile(join(folder, key), content);
  const bucket = files === undefined ? [] : ["--bucket", `${name}=${folder}`];
  const running = commands.footnote(
    ["up", "--data", join(home, `data-${name}`), ...bucket, "--port", "0", "--json"],
    environment,
  );
  await Promise.race([
    eventually(
      async () => running.out(),
      (out) => out.includes("\n"),
    ),
    running.finished.then(({ err }) => Promise.reject(new Error(err))),
  ]);
  return running;
}

const urlOf = (running: Running) => (JSON.parse(running.out()) as { url: string }).url;

async function untilLive(running: Running, live: number): Promise<void> {
  await eventually(
    async () => (await (await fetch(`${urlOf(running)}/api/status`)).json()) as Status,
    ({ documents }) => documents.queued === 0 && documents.live === live,
  );
}

async function ask(running: Running, question: string): Promise<Answer> {
  const response = await fetch(`${urlOf(running)}/api/answer`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question }),
  });
  const event = (await response.text()).split("\n\n").find((each) => each.startsWith("event: answer"));
  return JSON.parse(event?.slice(event.indexOf("data: ") + "data: ".length) ?? "") as Answer;
}

async function stop(running: Running): Promise<void> {
  running.child.kill("SIGTERM");
  expect((await running.finished).code).toBe(0);
}

const LEMURS = "# Lemurs\n\nEvery lemur keeper gets 17 bananas a day.\n";
const OTTERS = "# Otters\n\nThe otter pond is cleaned every Thursday.\n";

test("`up` on a server answers, and after a restart answers the same without reading anything anew", {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const first = await up("lemurs", { "lemurs.md": LEMURS });
  await untilLive(first, 1);
  const question = "How many bananas does a lemur keeper get?";
  expect((await ask(first, question)).text).toContain("17 bananas");
  const versionsOf = async (running: Running) =>
    (await (await fetch(`${urlOf(running)}/api/documents`)).json()) as object;
  const before = await versionsOf(first);
  await stop(first);
  const second = await up("lemurs", {});
  await untilLive(second, 1);
  expect((await ask(second, question)).text).toContain("17 bananas");
  expect(await versionsOf(second)).toEqual(before);
  await stop(second);
});

test("two processes share a server: each answers from both buckets, and only a person detaches the one of a process that is gone", {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const lemurs = await up("lemurs", { "lemurs.md": LEMURS });
  const otters = await up("otters", { "otters.md": OTTERS });
  // Has no bucket in its settings.
  const reader = await up("reader", undefined);
  const all = [lemurs, otters, reader];
  for (const running of all) {
    await untilLive(running, 2);
    expect((await ask(running, "How many bananas does a lemur keeper get?")).text).toContain("17 bananas");
    expect((await ask(running, "When is the otter pond cleaned?")).text).toContain("every Thursday");
    expect((await fetch(`${urlOf(running)}/readyz`)).status).toBe(200);
  }
  const detach = (data: string, bucket: string, ...options: string[]) =>
    ["bucket", "detach", bucket, "--data", join(home, data), ...options] as const;
  // Nobody is at a terminal here, and a process does not let go of what it watches.
  expect(await commands.refused(detach("data-reader", "otters"), environment)).toContain("--yes");
  const watched = await commands.refused(detach("data-otters", "otters", "--yes"), environment);
  expect(watched).toContain("is watched by this Footnote");
  expect(await commands.refused(detach("data-reader", "zebras", "--yes"), environment)).toContain(
    "Use one of: lemurs, otters.",
  );

  await stop(otters);
  await untilLive(reader, 2);
  const { code, out } = await commands.footnote(detach("data-reader", "otters", "--yes"), environment)
    .finished;
  expect([code, out]).toEqual([0, expect.stringContaining("otters is not answered from any more")]);
  await untilLive(reader, 1);
  await untilLive(lemurs, 1);
  const again = await up("otters", {});
  await untilLive(reader, 2);
  for (const running of [lemurs, reader, again]) await stop(running);
});

test("whatever is wrong with the address is told in one line that names the setting, and never the password", {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const url = environment.FOOTNOTE_DATABASE_URL ?? "";
  const { host } = new URL(url);
  for (const [wrong, said] of [
    ["postgres://me:p#s3cret@somewhere/db", "database.url must be an address such as postgres://"],
    [`postgres://postgres:s3cret@${host}/nowhere`, `Postgres at ${host} has no database nowhere.`],
    ["postgres://postgres:s3cret@127.0.0.1:1/db", "Postgres at 127.0.0.1:1 does not answer."],
  ] as const) {
    const line = await commands.refused(["status"], { ...environment, FOOTNOTE_DATABASE_URL: wrong });
    expect(line.trim().split("\n")).toHaveLength(1);
    expect(line).toContain(said);
    expect(line).toMatch(/FOOTNOTE_DATABASE_URL/);
    expect(line).not.toContain("s3cret");
  }
});
