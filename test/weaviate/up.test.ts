import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexState, Status } from "@footnote/contracts";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { type CommandLine, openCommandLine } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

const PATIENCE_MILLISECONDS = 300_000;

let home: string;
let commands: CommandLine;
let environment: Record<string, string>;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "footnote-index-"));
  commands = openCommandLine(home);
  const { url, grpcUrl } = inject("weaviate");
  environment = {
    FOOTNOTE_INDEX_WEAVIATE_URL: url,
    FOOTNOTE_INDEX_WEAVIATE_GRPC_URL: grpcUrl,
    FOOTNOTE_INDEX_WEAVIATE_COLLECTION: "Up",
    FOOTNOTE_FRESHNESS_CANARY: "false",
  };
});
afterEach(async () => {
  commands.close();
  await rm(home, { recursive: true, force: true });
});

test("`up` answers out of Weaviate, which commands compare and build anew, while it runs and when nothing does", {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const folder = join(home, "docs");
  await mkdir(folder);
  await writeFile(join(folder, "lemurs.md"), "# Lemurs\n\nEvery lemur keeper gets 17 bananas a day.\n");
  const running = commands.footnote(
    ["up", "--bucket", `docs=${folder}`, "--port", "0", "--json"],
    environment,
  );
  await eventually(
    async () => running.out(),
    (out) => out.includes("\n"),
  );
  const command = async (...args: string[]) => {
    const { code, out, err } = await commands.footnote(args, environment).finished;
    expect([code, err]).toEqual([0, ""]);
    return out;
  };
  await eventually(
    async () => JSON.parse(await command("status", "--json")) as Status,
    ({ documents: { live, queued } }) => live === 1 && queued === 0,
  );
  const state = async () => JSON.parse(await command("index", "status", "--json")) as IndexState;
  const [first] = (
    await eventually(state, ({ trouble, builds }) => trouble === null && builds[0]?.lag?.changes === 0)
  ).builds;
  expect(await command("status")).toContain(`index ${first?.name}: searched, 0 changes behind\n`);
  expect(await command("ask", "How many bananas does a lemur keeper get?")).toContain("17 bananas");
  expect(await command("index", "verify", "--repair")).toMatch(
    /^1 chunk live\n[\s\S]*All is as it should be\.\n$/,
  );
  await command("index", "rebuild");
  const [second, ...others] = (await state()).builds;
  expect([others, second?.isSearched, second?.name === first?.name]).toEqual([[], true, false]);

  running.child.kill("SIGTERM");
  expect((await running.finished).code).toBe(0);
  expect(await command("index", "verify", "--json")).toBe(
    '{"state":"done","live":1,"missing":0,"unreachable":0,"stale":0,"repaired":false}\n',
  );
  // Another installation, which was told of the same name.
  const other = ["ingest", folder, "--data", join(home, "other")];
  expect(await commands.refused(other, environment)).toBe(
    "footnote: Up in Weaviate belongs to somebody else. Choose another name in index.weaviate.collection (FOOTNOTE_INDEX_WEAVIATE_COLLECTION), or delete that one where nothing needs it any more.\n",
  );
});

test("without an index beside the store's own the commands say how to have one", async () => {
  const folder = join(home, "docs");
  await mkdir(folder);
  await writeFile(join(folder, "lemurs.md"), "# Lemurs\n");
  expect((await commands.footnote(["ingest", folder]).finished).code).toBe(0);
  expect(await commands.refused(["index", "verify"])).toContain(
    "Set index.weaviate.url (FOOTNOTE_INDEX_WEAVIATE_URL) to have one",
  );
});
