import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { COMPILE_CACHE } from "../support/compile-cache.ts";

const ENTRY = join(import.meta.dirname, "../../services/cli/footnote.js");

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What it has printed so far. */
  out(): string;
}

type Environment = Readonly<Record<string, string>>;

/** Commands as people run them: processes of their own, with a folder as their home and working directory. */
export interface CommandLine {
  readonly footnote: (
    args: readonly string[],
    environment?: Environment,
    nodeArguments?: readonly string[],
  ) => Running;
  /** Expects exit code 1, nothing printed and no stack trace; gives what stands on stderr. */
  readonly refused: (
    args: readonly string[],
    environment?: Environment,
    nodeArguments?: readonly string[],
  ) => Promise<string>;
  /** Ends those that still run. */
  readonly close: () => void;
}

export function openCommandLine(directory: string): CommandLine {
  const started: ChildProcess[] = [];
  const footnote: CommandLine["footnote"] = (args, environment = {}, nodeArguments = []) => {
    const child = spawn(process.execPath, [...nodeArguments, ENTRY, ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: directory, ...COMPILE_CACHE, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.push(child);
    let out = "";
    let err = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      err += data.toString();
    });
    const finished = new Promise<Finished>((resolve) =>
      child.once("close", (code) => resolve({ code, out, err })),
    );
    return { child, finished, out: () => out };
  };
  return {
    footnote,
    async refused(...run) {
      const { code, out, err } = await footnote(...run).finished;
      expect([code, out]).toEqual([1, ""]);
      expect(err).not.toContain("    at ");
      return err;
    },
    close() {
      for (const child of started) child.kill("SIGKILL");
    },
  };
}
