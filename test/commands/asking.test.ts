import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Status } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { type CommandLine, openCommandLine } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

let root: string;
let footnote: CommandLine["footnote"];
let refused: CommandLine["refused"];
let close: CommandLine["close"];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-commands-"));
  ({ footnote, refused, close } = openCommandLine(root));
  await mkdir(join(root, "docs"));
  await writeFile(join(root, "docs", "leave.md"), "# Leave\n\nEvery employee has 28 days of annual leave.\n");
  await writeFile(join(root, "docs", "empty.md"), "");
});
afterAll(async () => {
  close();
  await rm(root, { recursive: true, force: true });
});

/** A data directory whose index holds nothing yet, so that nobody waits until one is made. */
async function indexIn(name: string): Promise<string> {
  const data = join(root, name);
  await newDatabase(join(data, "postgres"));
  return data;
}

describe("without a running Footnote", () => {
  test("ingest makes a folder answerable and says what could not be read; search, ask and status then answer", async () => {
    const data = join(root, "own");
    const ingested = await footnote(["ingest", "docs", "--data", data, "--json"]).finished;
    expect(ingested.code).toBe(0);
    expect(JSON.parse(ingested.out)).toMatchObject({
      documents: { live: 1, queued: 0, failed: 0, dead: 0, skipped: 1 },
      problems: [{ key: "empty.md", reason: expect.stringContaining("empty") }],
      freshness: { p50: expect.any(Number) },
    });
    const found = await footnote(["search", "annual leave", "--data", data, "--json"]).finished;
    expect(JSON.parse(found.out).results[0]).toMatchObject({
      document: expect.any(String),
      key: "leave.md",
      title: "Leave",
      headingPath: ["Leave"],
      page: null,
      text: expect.stringContaining("28 days"),
      score: expect.any(Number),
    });
    const asked = await footnote([
      "ask",
      "How many days of annual leave are there?",
      "--data",
      data,
      "--json",
    ]).finished;
    const answer = JSON.parse(asked.out);
    expect(answer).toMatchObject({
      status: "answered",
      citations: [{ key: "leave.md", page: null, version: expect.any(String) }],
    });
    expect(answer.citations[0].quote).toHaveLength(answer.citations[0].end - answer.citations[0].start);
    const people = await footnote([
      "ask",
      ..."How many days of annual leave are there?".split(" "),
      "--data",
      data,
    ]).finished;
    expect(people.out).toContain("28 days");
    expect(people.out).toMatch(/28 days of annual leave\. \[1\]\n\n\[1\] docs\/leave\.md: Leave\n/);
  });

  test("what yields to all others already reads documents all the same", async () => {
    const yielding = join(root, "yielding.mjs");
    await writeFile(
      yielding,
      'import os from "node:os"; os.setPriority(os.constants.priority.PRIORITY_LOW);',
    );
    const data = await indexIn("yielding");
    const ingested = await footnote(["ingest", "docs", "--data", data, "--json"], {}, ["--import", yielding])
      .finished;
    expect(JSON.parse(ingested.out)).toMatchObject({ documents: { live: 1, failed: 0 } });
  });

  test("a question that nothing answers says so", async () => {
    const asked = await footnote([
      "ask",
      "Who won the football match yesterday?",
      "--data",
      join(root, "own"),
      "--json",
    ]).finished;
    expect(JSON.parse(asked.out)).toMatchObject({ status: "not_found", citations: [], parts: [] });
  });
});

describe("with a running Footnote", () => {
  const start = async (data: string) => {
    const running = footnote([
      "up",
      "--data",
      data,
      "--bucket",
      `docs=${join(root, "docs")}`,
      "--port",
      "0",
      "--json",
    ]);
    await eventually(
      async () => running.out(),
      (out) => out.includes("\n"),
    );
    return { ...running, url: (JSON.parse(running.out()) as { url: string }).url };
  };

  test("commands talk to it, a second one on its data is refused, and it ends when told to", async () => {
    const data = await indexIn("shared");
    const running = await start(data);
    await eventually(
      async () => JSON.parse((await footnote(["status", "--data", data, "--json"]).finished).out),
      (status) => status.documents.queued === 0 && status.documents.live === 1,
    );
    const found = await footnote(["search", "annual leave", "--data", data, "--json"]).finished;
    expect(JSON.parse(found.out).results[0].key).toBe("leave.md");
    const second = await refused([
      "up",
      "--data",
      data,
      "--bucket",
      `docs=${join(root, "docs")}`,
      "--port",
      "0",
    ]);
    expect(second).toMatch(/^footnote: Another Footnote is using the data directory .*\n$/);
    await writeFile(join(root, "extra.md"), "# Extra\n\nThe extra file speaks of flamingos.\n");
    const ingested = await footnote(["ingest", "extra.md", "--data", data, "--json"]).finished;
    expect(JSON.parse(ingested.out).documents).toMatchObject({ live: 2, queued: 0 });
    running.child.kill("SIGTERM");
    expect((await running.finished).code).toBe(0);
    await rm(join(root, "docs", "extra.md"));
  });

  test("a Footnote that is stopped while it embeds ends quietly", async () => {
    const busy = join(root, "busy");
    await mkdir(busy);
    const paragraph = (file: number, index: number) =>
      `Paragraph ${index} of file ${file} tells at some length what the keepers of the harbour saw on that day.`;
    for (let file = 0; file < 40; file++) {
      const text = Array.from({ length: 40 }, (_, index) => paragraph(file, index)).join("\n\n");
      await writeFile(join(busy, `${file}.md`), `# File ${file}\n\n${text}\n`);
    }
    const data = await indexIn("stopped");
    const args = ["up", "--data", data, "--bucket", `docs=${busy}`, "--port", "0"];
    const running = footnote(args);
    await eventually(
      async () => running.out(),
      (out) => out.includes("Footnote is at"),
    );
    const status = async () =>
      JSON.parse((await footnote(["status", "--data", data, "--json"]).finished).out) as Status;
    await eventually(status, ({ documents }) => documents.live > 0);
    running.child.kill("SIGTERM");
    expect(await running.finished).toMatchObject({ code: 0, err: "" });
  });

  test("a port that is taken is named, and the data directory is free again", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };
    const data = await indexIn("port");
    const err = await refused([
      "up",
      "--data",
      data,
      "--bucket",
      `docs=${join(root, "docs")}`,
      "--port",
      String(port),
    ]);
    expect(err).toBe(
      `footnote: Port ${port} is already in use. Stop what uses it, or choose another one with --port PORT.\n`,
    );
    taken.close();
    const running = await start(data);
    running.child.kill("SIGINT");
    expect((await running.finished).code).toBe(0);
  });
});

describe("what a wrong set-up gets: one line that says what to do, and an exit code", () => {
  test("a data directory that cannot be written", async () => {
    expect(await refused(["status", "--data", "/dev/null/data"])).toMatch(
      /^footnote: .*cannot be written.*--data DIR.*\n$/,
    );
  });

  test("a bucket whose folder is missing", async () => {
    expect(await refused(["up", "--data", join(root, "missing"), "--bucket", "docs=nowhere"])).toMatch(
      /^footnote: .*nowhere.*\n$/,
    );
  });

  test("an unknown key in the configuration, with the known one that is nearest", async () => {
    const directory = join(root, "misconfigured");
    await mkdir(directory);
    await writeFile(join(root, "footnote.config.yaml"), "listn: {port: 1}\n");
    const err = await refused(["config"]);
    await rm(join(root, "footnote.config.yaml"));
    expect(err).toContain("listn");
    expect(err).toContain("listen");
  });

  test("an environment variable that is no setting", async () => {
    expect(await refused(["config"], { FOOTNOTE_PROT: "1" })).toContain("FOOTNOTE_PROT");
  });

  test("a Node that is too old", async () => {
    const old =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})';
    expect(await refused(["status"], {}, ["--import", old])).toMatch(
      /^footnote: needs Node 24 or newer.*\n$/,
    );
  });
});

describe("people find their way", () => {
  test.each(["up", "ask", "search", "status", "ingest", "config"])(
    "%s --help shows an example",
    async (name) => {
      const { code, out } = await footnote([name, "--help"]).finished;
      expect(code).toBe(0);
      expect(out).toContain(`$ npx footnote ${name}`);
      for (const option of ["--json", "--data", "--bucket"]) expect(out).toContain(option);
    },
  );

  test("config prints what holds, as text and as JSON, and never a secret", async () => {
    const environment = {
      FOOTNOTE_EMBEDDING_PROVIDER: "openai-compatible",
      FOOTNOTE_EMBEDDING_BASE_URL: "http://127.0.0.1:1/v1",
      FOOTNOTE_EMBEDDING_MODEL: "m",
      FOOTNOTE_EMBEDDING_DIMENSIONS: "8",
      FOOTNOTE_EMBEDDING_MAX_TOKENS: "512",
      FOOTNOTE_EMBEDDING_API_KEY: "sk-do-not-show",
    };
    for (const args of [["config"], ["config", "--json"]]) {
      const { code, out } = await footnote(args, environment).finished;
      expect(code).toBe(0);
      expect(out).toContain("openai-compatible");
      expect(out).not.toContain("sk-do-not-show");
    }
  });
});
