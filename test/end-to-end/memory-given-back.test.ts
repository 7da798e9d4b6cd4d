import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandLine, openCommandLine } from "./command-line.ts";

/** Says what each program that the command becomes is told about memory. */
const SAY =
  "--import=data:text/javascript,console.error(process.pid, String(process.env.MALLOC_MMAP_THRESHOLD_))";

describe.runIf(process.platform === "linux")("memory that large files took is given back", () => {
  let directory: string;
  let commands: CommandLine;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "footnote-memory-"));
    commands = openCommandLine(directory);
  });
  afterAll(async () => {
    commands.close();
    await rm(directory, { recursive: true });
  });

  async function told(command: string, environment: Record<string, string> = {}) {
    const { code, err } = await commands.footnote([command, "--help"], environment, [SAY]).finished;
    expect(code).toBe(0);
    const lines = err.trim().split("\n");
    const processes = new Set(lines.map((line) => line.split(" ")[0]));
    return { processes: processes.size, thresholds: lines.map((line) => line.split(" ")[1]) };
  }

  test.each(["up", "watch", "serve"])("%s says so to the system, as the same process", async (command) => {
    expect(await told(command)).toEqual({ processes: 1, thresholds: ["undefined", "262144"] });
  });

  test("what is started for a moment does not begin twice", async () => {
    expect((await told("ask")).thresholds).toEqual(["undefined"]);
  });

  test("whoever has chosen a size keeps it", async () => {
    expect((await told("up", { MALLOC_MMAP_THRESHOLD_: "65536" })).thresholds).toEqual(["65536"]);
  });
});
