import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Status } from "@footnote/contracts";
import { loadConfiguration } from "@footnote/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putEarlierIndex, putLaterMigration } from "../../packages/store/pglite/testing/earlier-index.ts";
import { up } from "../../services/cli/commands/up.ts";
import type { Started } from "../../services/cli/start.ts";
import { openCommandLine } from "./command-line.ts";

let root: string;
let running: Started;
const data = () => join(root, "data");
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-upgrade-"));
  const folder = join(root, "docs");
  await mkdir(folder);
  await writeFile(join(folder, "leave.md"), LEAVE);
  await writeFile(join(folder, "harbour.md"), HARBOUR);
  await writeFile(join(folder, "broken.pdf"), "no pdf");
  await putEarlierIndex(data(), folder);
  const overrides = {
    data: data(),
    listen: { port: 0 },
    log: "error" as const,
    versions: { keepDays: 36_500 },
  };
  running = await up(loadConfiguration({ environment: {}, directory: root, overrides }));
  await running.settled();
}, 120_000);
afterAll(async () => {
  await running.close();
  await rm(root, { recursive: true, force: true });
});

/** While the harbour's first version was live. */
const BETWEEN = "2025-01-05T09:57:30Z";
const LEAVE =
  "# Leave\n\nEvery employee has 28 days of annual leave. Leave is requested in writing from the head of department.\n";
const HARBOUR = "# Harbour\n\nThe harbour office opens at eight and closes at noon.\n";

async function ask(question: string, asOf?: string): Promise<Answer> {
  const response = await fetch(`${running.url}/api/answer`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ question, asOf }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

test("an index of an earlier release opens, migrates and answers, its buckets and its past with it", async () => {
  expect(running.buckets).toMatchObject([{ name: "docs", folder: join(root, "docs") }]);
  const status = (await (await fetch(`${running.url}/api/status`)).json()) as Status;
  expect(status.documents).toMatchObject({ live: 2, queued: 0, dead: 1 });
  const now = await ask("When does the harbour office open?");
  expect(now).toMatchObject({ status: "answered", text: expect.stringContaining("eight") });
  expect(now.citations[0]?.quote).toContain("opens at eight");
  expect((await ask("How many days of annual leave are there?")).text).toContain("28 days");
  const then = await ask("When does the harbour office open?", BETWEEN);
  expect(then.text).toContain("seven");
});

test("an index of a later release is refused in one line that says what to do", async () => {
  await running.close();
  await putLaterMigration(data());
  const commands = openCommandLine(root);
  expect(await commands.refused(["search", "harbour", "--data", data()])).toMatch(
    /^footnote: The index was made by a newer Footnote \(9999_of_a_later_release\)\..*\n$/,
  );
  commands.close();
}, 60_000);
