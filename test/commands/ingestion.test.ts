import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentHistory, DriftReport, PipelineProgress, Status } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { type CommandLine, openCommandLine, type Running } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

const FILES = {
  "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n",
  "leave-copy.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n",
  "gate.md": "# Gate\n\nThe gate closes at nine in the evening.\n",
  "wrong.md": "%PDF-1.7\n",
};
/** Several processes, each of which opens a database and a model. */
const LONG = 240_000;

let root: string;
const opened: CommandLine[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-ingestion-commands-"));
});
afterAll(async () => {
  for (const { close } of opened) close();
  await rm(root, { recursive: true, force: true });
});

/** A directory of its own, with a bucket "docs" in its settings and commands that run there. */
async function workplace(name: string) {
  const directory = join(root, name);
  const file = (key: string) => join(directory, "docs", key);
  await mkdir(join(directory, "docs"), { recursive: true });
  for (const [key, content] of Object.entries(FILES)) await writeFile(file(key), content);
  const configure = (chunking: string) =>
    writeFile(
      join(directory, "footnote.config.yaml"),
      `log: error\nbuckets:\n  - { name: docs, folder: docs, chunking: { ${chunking} } }\n`,
    );
  await configure("strategy: structure");
  const commands = openCommandLine(directory);
  opened.push(commands);
  const told = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await commands.footnote(args).finished;
    if (code !== 0) throw new Error(`${args.join(" ")}: ${err}`);
    return out;
  };
  const json = async <Body>(...args: string[]) => JSON.parse(await told(...args, "--json")) as Body;
  return { ...commands, directory, file, configure, told, json };
}
type Workplace = Awaited<ReturnType<typeof workplace>>;

const none = { count: 0, keys: [] };

describe("without a running Footnote", () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await workplace("alone");
  });

  test(
    "reconcile --dry-run tells what is missing and leaves everything as it was; reconcile repairs it",
    async () => {
      const dry = await place.json<DriftReport>("reconcile", "--dry-run");
      const keys = Object.keys(FILES).sort();
      expect(dry.buckets).toEqual([
        {
          bucket: "docs",
          missing: { count: 4, keys: expect.arrayContaining(keys) },
          changed: none,
          deleted: none,
          outdated: none,
        },
      ]);
      expect([dry.orphaned, dry.repaired]).toEqual([0, false]);
      const untouched = await place.json<Status & { pipelines: unknown[] }>("status");
      expect(untouched.documents).toEqual({ live: 0, queued: 0, failed: 0, dead: 0, skipped: 0 });
      expect(untouched.pipelines).toEqual([]);
      expect((await readdir(join(place.directory, "docs"))).sort()).toEqual(keys);

      const repaired = await place.json<DriftReport>("reconcile");
      expect(repaired).toEqual({ ...dry, repaired: true });
      const { documents } = await place.json<Status>("status");
      expect(documents).toEqual({ live: 3, queued: 0, failed: 0, dead: 1, skipped: 0 });
    },
    LONG,
  );

  test(
    "a dry run tells each kind of drift, also what new settings would make again, and changes nothing",
    async () => {
      const before = await place.json("status");
      await writeFile(place.file("gate.md"), "# Gate\n\nThe gate closes at ten in the evening.\n");
      await writeFile(place.file("new.md"), "# New\n\nA new file.\n");
      await rm(place.file("leave-copy.md"));
      await place.configure("strategy: fixed, size: 64");
      const drift = await place.told("reconcile", "--dry-run");
      expect(drift).toContain("docs: 1 missing, 1 changed, 1 deleted, 1 outdated");
      expect(drift).toContain("   missing: new.md");
      expect(drift).toContain("   changed: gate.md");
      expect(drift).toContain("   deleted: leave-copy.md");
      expect(drift).toContain("   outdated: leave.md");
      expect(drift).toContain("Nothing was changed");
      expect(await place.json("status")).toEqual(before);
      await place.configure("strategy: structure");
      const repaired = await place.json<DriftReport>("reconcile");
      expect(repaired.buckets).toEqual([
        {
          bucket: "docs",
          missing: { count: 1, keys: ["new.md"] },
          changed: { count: 1, keys: ["gate.md"] },
          deleted: { count: 1, keys: ["leave-copy.md"] },
          outdated: none,
        },
      ]);
      const after = await place.json<DriftReport>("reconcile", "--dry-run");
      expect(after.buckets).toEqual([
        { bucket: "docs", missing: none, changed: none, deleted: none, outdated: none },
      ]);
    },
    LONG,
  );

  test(
    "dead letters are listed with reason, stage and time, and a name cannot command the terminal",
    async () => {
      await writeFile(place.file("\u001b[2Jred.md"), "%PDF-1.7\n");
      await place.told("reconcile");
      const { deadLetters } = await place.json<{ deadLetters: object[] }>("dead-letters");
      expect(deadLetters).toMatchObject([
        { bucket: "docs", key: "\u001b[2Jred.md", code: "file_mislabelled" },
        {
          bucket: "docs",
          key: "wrong.md",
          state: "dead",
          code: "file_mislabelled",
          stage: "parse",
          reason: expect.stringContaining("a PDF"),
          at: expect.stringMatching(/Z$/),
        },
      ]);
      const listed = await place.told("dead-letters");
      expect(listed).toContain("docs/wrong.md\n   The file is named .md");
      expect(listed).toContain("2 dead letters.");
      expect(listed).not.toContain("\u001b");
      await rm(place.file("\u001b[2Jred.md"));
    },
    LONG,
  );

  test(
    "replay says what became of each document, and one that is not dead is passed over",
    async () => {
      const replayed = await place.json<{ queued: number; documents: object[] }>(
        "dead-letters",
        "replay",
        "docs/wrong.md",
        "docs/leave.md",
      );
      expect(replayed).toMatchObject({
        queued: 1,
        documents: [
          { bucket: "docs", key: "wrong.md", state: "dead", reason: expect.stringContaining("a PDF") },
          { bucket: "docs", key: "leave.md", state: "live", reason: null },
        ],
      });
      expect(await place.refused(["dead-letters", "replay", "docs/nothing.md"])).toMatch(
        /^footnote: There is no document docs\/nothing\.md\. .*BUCKET\/KEY.*\n$/,
      );
    },
    LONG,
  );

  test(
    "what cannot be done is refused in one line",
    async () => {
      for (const args of [
        ["dead-letters", "replay"],
        ["dead-letters", "replay", "docs/wrong.md", "--all"],
      ])
        expect(await place.refused(args)).toMatch(/^footnote: It is not clear .* --all .*\n$/);
      expect(await place.refused(["history", "nothing.md"])).toMatch(
        /^footnote: There is no document nothing\.md\. .*BUCKET\/KEY.*\n$/,
      );
      expect(await place.refused(["history", "docs/nothing.md"])).toMatch(
        /^footnote: There is no document docs\/nothing\.md\..*\n$/,
      );
      const missing = ["reconcile", "--dry-run", "--bucket", "docs=nowhere"];
      expect(await place.refused(missing)).toMatch(
        /^footnote: The bucket's folder .*nowhere is not there.*--bucket.*\n$/,
      );
    },
    LONG,
  );
});

describe("with a running Footnote", () => {
  let place: Workplace;
  let running: Running;
  const start = async () => {
    running = place.footnote(["up", "--port", "0", "--json"]);
    await eventually(
      async () => running.out(),
      (out) => out.includes("\n"),
    );
    const { url } = JSON.parse(running.out()) as { url: string };
    await eventually(
      async () => (await fetch(`${url}/api/status`)).json() as Promise<Status>,
      ({ documents }) => documents.queued === 0 && documents.live > 0 && documents.dead > 0,
    );
  };
  const stop = async () => {
    running.child.kill("SIGTERM");
    await running.finished;
  };
  beforeAll(async () => {
    place = await workplace("together");
    await newDatabase(join(place.directory, ".footnote/postgres"));
    await start();
  }, LONG);
  afterAll(() => stop());

  test("status tells freshness by stage and bucket, what its canary says, and the share not embedded again", async () => {
    const status = await place.json<Record<string, unknown>>("status");
    const measured = { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) };
    expect(status).toMatchObject({
      documents: { live: 3, queued: 0, failed: 0, dead: 1, skipped: 0 },
      problems: [{ key: "wrong.md", reason: expect.any(String) }],
      freshness: measured,
      embedding: { chunks: 3, reused: 1, share: expect.closeTo(1 / 3) },
      buckets: [
        {
          name: "docs",
          versions: 3,
          answerable: measured,
          stages: { noticed: measured, parsed: measured, embedded: measured, live: measured },
          canary: { state: expect.stringMatching(/^(ok|waiting)$/) },
        },
      ],
      pipelines: [{ bucket: "docs", next: null }],
    });
    const inShort = await place.told("status");
    expect(inShort).toMatch(/^3 of 4 documents answerable, 1 needs you: http:\/\/localhost:\d+\/documents\n/);
    expect(inShort).toMatch(
      /docs: (a changed file is answerable after .+, 99 of 100 within .+; )?(tried|being tried)/,
    );
    expect(inShort).not.toMatch(/p50|canary|embedded/);
    const text = await place.told("status", "--stages");
    expect(text).toContain("not embedded again: 1 of 3 chunks (33 %)");
    expect(text).toMatch(/docs: canary (ok|waiting)/);
    expect(text).toMatch(/ {3}parsed +p50 [\d.]+ s, p95 [\d.]+ s, p99 [\d.]+ s/);
    expect(text).toContain("needs you: docs/wrong.md: The file is named .md");
  });

  test("what search prints names a document for every command, with its bucket or without", async () => {
    const [named = ""] = /docs\/gate\.md/.exec(await place.told("search", "when does the gate close")) ?? [];
    for (const name of [named, "gate.md"])
      expect(await place.json("history", name)).toMatchObject({ bucket: "docs", key: "gate.md" });
    expect(await place.json("search", "gate", "--limit", "1")).toMatchObject({
      results: [{ key: "gate.md" }],
    });
    expect(await place.told("search", "zzzzqqq")).toBe("Nothing was found.\n");
    expect(await place.refused(["search", "gate", "--limit", "300"])).toMatch(/from 1 to 100/);
  });

  test("a bucket that the running Footnote does not watch is refused, and not left out without a word", async () => {
    const args = ["ask", "when does the gate close", "--bucket", "other=elsewhere"];
    expect(await place.refused(args)).toMatch(
      /does not watch the bucket other\. Leave --bucket out.* docs\./,
    );
  });

  test("search shows identical documents once, with all their places", async () => {
    const { results } = await place.json<{ results: { key: string; places: { key: string }[] }[] }>(
      "search",
      "annual leave",
    );
    const places = results.map((result) => result.places.map(({ key }) => key));
    expect(places[0]).toEqual(["leave-copy.md", "leave.md"]);
    expect(await place.told("search", "annual leave")).toMatch(/the same in docs\/leave(-copy)?\.md/);
  });

  test("history tells a file's versions, and as of a time the one that was live then is found", async () => {
    const changed = new Date().toISOString();
    await writeFile(place.file("gate.md"), "# Gate\n\nThe gate closes at ten in the evening.\n");
    const history = await eventually(
      () => place.json<DocumentHistory>("history", "docs/gate.md"),
      ({ state, versions }) => state === "live" && versions.length === 2,
    );
    const [newest, older] = history.versions;
    expect(newest?.live).toEqual([{ from: expect.any(String), until: null }]);
    expect(older?.live[0]?.until).toBe(newest?.live[0]?.from);
    const text = await place.told("history", history.document);
    expect(text).toContain("docs/gate.md\nlive: its newest version is found.");
    expect(text).toContain(`live      ${newest?.live[0]?.from} to now`);
    expect(text).toContain(`live      ${older?.live[0]?.from} to ${older?.live[0]?.until}`);
    expect(text).toMatch(/parsed \+[\d.]+ s, embedded \+[\d.]+ s/);
    const asked = "When does the gate close?";
    expect(await place.told("search", asked)).toContain("closes at ten");
    const then = await place.told("search", asked, "--as-of", changed);
    expect(then).toContain("closes at nine");
    expect(then).not.toContain("closes at ten");
    const answer = await place.json<{ text: string }>("ask", asked, "--as-of", changed);
    expect(answer.text).toContain("closes at nine");
    for (const name of ["search", "ask"])
      expect(await place.refused([name, asked, "--as-of", "2026-03-01T12:00"])).toMatch(
        /^footnote: .*time zone.*\n$/,
      );
    const failed = await place.told("history", "docs/wrong.md");
    expect(failed).toContain("dead: nothing of it is found");
    expect(failed).toContain("The file is named .md");
  });

  test("reconcile and replay speak to it, and wait until it is done", async () => {
    expect(await place.told("reconcile", "--dry-run")).toContain(
      "0 missing, 0 changed, 0 deleted, 0 outdated",
    );
    expect(await place.told("reconcile")).toContain("What differed was repaired");
    expect(await place.told("dead-letters", "replay", "--all")).toMatch(
      /^1 queued\ndead: docs\/wrong\.md: The file is named .md/,
    );
    // The options of the command that lists them hold before its subcommand as well as behind it.
    for (const args of [
      ["dead-letters", "--json", "replay", "--all"],
      ["dead-letters", "replay", "--all", "--json"],
    ])
      expect(JSON.parse(await place.told(...args))).toMatchObject({
        queued: 1,
        documents: [{ state: "dead" }],
      });
  });

  test(
    "a changed chunker is built beside the one that serves, switched to, rolled back and switched to again",
    async () => {
      const pipelines = async () =>
        (await place.json<{ pipelines: PipelineProgress[] }>("pipeline", "status")).pipelines[0];
      const strategies = (progress: PipelineProgress | undefined) =>
        [progress?.serving, progress?.next, progress?.previous, progress?.held].map(
          (pipeline) => pipeline?.description.chunker.strategy,
        );
      expect(await place.json("pipeline", "switch")).toMatchObject({ switched: [] });
      expect(await place.told("pipeline", "rollback")).toContain("Nothing was rolled back");
      await stop();
      await place.configure("strategy: fixed, size: 64");
      await start();
      const switched = await eventually(pipelines, (progress) => progress?.previous !== null);
      expect(strategies(switched)).toEqual(["fixed", undefined, "structure", undefined]);
      expect(await place.json("pipeline", "rollback")).toMatchObject({ rolledBack: ["docs"] });
      expect(strategies(await pipelines())).toEqual(["structure", undefined, undefined, "fixed"]);
      const text = await place.told("pipeline", "status");
      expect(text).toContain("   serves    structure (parent 1000, size 240), all-MiniLM-L6-v2-int8");
      expect(text).toMatch(
        / {3}held {6}fixed \(.*size 64\), all-MiniLM-L6-v2-int8; parser \d+, chunker \d+, analyzer \d+.*: put aside by a rollback/,
      );
      expect(await place.told("search", "annual leave")).toContain("28 days");
      expect(await place.json("pipeline", "switch", "--force")).toMatchObject({ switched: ["docs"] });
      expect(strategies(await pipelines())).toEqual(["fixed", undefined, "structure", undefined]);
    },
    LONG,
  );
});

describe("people find their way", () => {
  test.each([
    "history",
    "dead-letters",
    "dead-letters replay",
    "reconcile",
    "pipeline status",
    "pipeline switch",
    "pipeline rollback",
  ])("%s --help shows an example", async (name) => {
    const { code, out } = await openCommandLine(root).footnote([...name.split(" "), "--help"]).finished;
    expect(code).toBe(0);
    expect(out).toContain(`$ npx footnote ${name}`);
    for (const option of ["--json", "--data", "--bucket"]) expect(out).toContain(option);
  });
});
