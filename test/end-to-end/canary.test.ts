import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CANARY_KEY, type CanaryState } from "@footnote/contracts";
import { loadConfiguration } from "@footnote/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { up } from "../../services/cli/commands/up.ts";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote(
    { "harbour.md": "# Harbour\n\nThe harbour office opens at seven.\n" },
    { freshness: { canary: "in-buckets" } },
  );
});
afterAll(() => footnote.close());

const freshness = async () =>
  (await (await fetch(`${footnote.url}/api/freshness`)).json()) as { buckets: { canary: CanaryState }[] };
const comesThrough = () => eventually(freshness, ({ buckets }) => buckets[0]?.canary.state === "ok");
const isInFolder = async () => (await readdir(footnote.folder)).includes(CANARY_KEY);

test("a canary is in people's folder only where the settings say so, and one that was left there goes", async () => {
  await comesThrough();
  expect(await isInFolder()).toBe(true);
  await footnote.restart(
    () => footnote.put(CANARY_KEY, "# Canary\n\nLeft by a process that was killed.\n"),
    {},
  );
  await comesThrough();
  await eventually(isInFolder, (is) => !is);
  expect(await readdir(join(footnote.data, "canary"))).toHaveLength(1);
});

test("a canary's bucket is none of the last time's, which a start without settings watches", async () => {
  await footnote.restart(async () => {
    const configuration = loadConfiguration({
      environment: {},
      directory: footnote.folder,
      overrides: { data: footnote.data, listen: { port: 0 }, log: "error" },
    });
    const again = await up(configuration);
    expect(again.buckets.map(({ name }) => name)).toEqual(["docs"]);
    await again.close();
  });
});
