import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCommandLine } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

const LONG = 240_000;
let root: string;
let commands: ReturnType<typeof openCommandLine>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-terminal-"));
  commands = openCommandLine(root);
  await mkdir(join(root, "docs"));
  await writeFile(join(root, "docs/leave.md"), "# Leave\n\nEvery employee has 28 days of annual leave.\n");
  await writeFile(join(root, "docs/broken.pdf"), "no PDF at all");
});
afterAll(async () => {
  commands.close();
  await rm(root, { recursive: true, force: true });
});

const printed = async (...args: string[]) => (await commands.footnote(args).finished).out;

test(
  "up says in one line what came of the files, and of one that cannot be read no stack trace",
  async () => {
    const running = commands.footnote(["up", "--bucket", "docs=docs", "--port", "0"]);
    const out = await eventually(
      async () => running.out(),
      (text) => text.includes("answerable"),
    );
    expect(out).toMatch(
      /^Footnote is at http:.*\nwatching docs: .*\na new index is begun in .*\n1 of 2 documents answerable, 1 needs you: http:.*\/documents\n$/,
    );
    running.child.kill("SIGTERM");
    const { err } = await running.finished;
    const [line = "", ...others] = err.trim().split("\n");
    expect(others).toEqual([]);
    expect(JSON.parse(line)).toMatchObject({
      level: "warn",
      bucket: "docs",
      key: "broken.pdf",
      code: "file_mislabelled",
      reason: expect.stringContaining("named .pdf"),
    });
    expect(err).not.toMatch(/\bat .*\.ts/);
  },
  LONG,
);

test("what Node makes of the code is kept beside it, for this user alone, so that the next command starts in half of the time", async () => {
  const kept = join(import.meta.dirname, "../../node_modules/.cache/footnote");
  await rm(kept, { recursive: true, force: true });
  // Without what tests set for processes that they start.
  const { code } = await commands.footnote(["--version"], { NODE_COMPILE_CACHE: "" }).finished;
  expect(code).toBe(0);
  expect((await readdir(kept, { recursive: true })).length).toBeGreaterThan(1);
  expect((await stat(kept)).mode & 0o077).toBe(0);
});

test("bash completes commands, commands in commands, and their options", async () => {
  await writeFile(join(root, "footnote.bash"), await printed("completion", "bash"));
  const completed = async (...words: string[]) => {
    const script = [
      "source footnote.bash",
      'COMP_WORDS=("$@")',
      "COMP_CWORD=$(($#-1))",
      "_footnote",
      `IFS=" "; echo "$COMPREPLY \${COMPREPLY[*]:1}"`,
    ].join("; ");
    const { stdout } = await promisify(execFile)("bash", ["-c", script, "bash", ...words], { cwd: root });
    return stdout.trim().split(" ");
  };
  expect(await completed("footnote", "s")).toEqual(["serve", "search", "status"]);
  expect(await completed("footnote", "dead-letters", "re")).toEqual(["replay"]);
  expect(await completed("footnote", "dead-letters", "replay", "--a")).toEqual(["--all"]);
  expect(await completed("footnote", "search", "parental leave", "--l")).toEqual(["--limit"]);
  expect(await completed("footnote", "ingest", "doc")).toEqual(["docs"]);
});

test.each(["zsh", "fish"])("%s is given every command with what it does", async (shell) => {
  const script = await printed("completion", shell);
  for (const command of ["ask", "search", "status", "completion"]) expect(script).toContain(command);
  expect(script).toContain("ask a question and get an answer with footnotes");
});

test("footnote alone says what there is, and that is no error", async () => {
  const { code, out, err } = await commands.footnote([]).finished;
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("Usage: footnote");
});
