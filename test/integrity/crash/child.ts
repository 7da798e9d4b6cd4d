import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Command, type Opened, type Rows, type Start, written } from "./protocol.ts";

const PROGRAM = join(import.meta.dirname, "program.ts");
/** Far beyond what any step takes on a busy machine: it only turns a wait for nothing into a failure. */
const PATIENCE_MILLISECONDS = 120_000;

/** The program, running; every call rejects once it has ended. */
export class Child {
  readonly opened: Promise<Opened>;
  /** The signal that ended it, or its exit code. */
  readonly ended: Promise<string | number>;
  readonly #process: ChildProcess;
  readonly #answers: ((answer: unknown) => void)[] = [];

  constructor(start: Start) {
    this.#process = spawn(process.execPath, [PROGRAM, written(start)], {
      env: { PATH: process.env.PATH },
      stdio: ["pipe", "pipe", "inherit"],
    });
    // One that is gone cannot be written to; that it ended says so.
    this.#process.stdin?.on("error", () => {});
    this.ended = new Promise((resolve) =>
      this.#process.once("close", (code, signal) => resolve(signal ?? code ?? -1)),
    );
    if (this.#process.stdout !== null)
      createInterface(this.#process.stdout).on("line", (line) => this.#answers.shift()?.(JSON.parse(line)));
    this.opened = this.#answer() as Promise<Opened>;
    this.opened.catch(() => {});
  }

  tell(command: Exclude<Command, { readonly do: "rows" }>): Promise<unknown> {
    this.#process.stdin?.write(`${written(command)}\n`);
    return this.#answer();
  }

  async rows(): Promise<Rows> {
    this.#process.stdin?.write(`${written({ do: "rows" })}\n`);
    return (await this.#answer()) as Rows;
  }

  /** Resolves when it has killed itself. */
  async killed(): Promise<void> {
    const how = await patient(this.ended, "for the crash point to be passed");
    if (how !== "SIGKILL") throw new Error(`The program ended with ${how} instead of being killed.`);
  }

  async close(): Promise<void> {
    await this.tell({ do: "close" }).catch(() => {});
    await this.ended;
  }

  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended;
  }

  #answer(): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#answers.push(resolve);
    const ended = this.ended.then((how) => Promise.reject(new Ended(how)));
    return patient(Promise.race([promise, ended]), "for an answer of the program");
  }
}

export class Ended extends Error {
  constructor(how: string | number) {
    super(`The program has ended: ${how}.`);
  }
}

async function patient<Result>(work: Promise<Result>, what: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain ${what}.`)), PATIENCE_MILLISECONDS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
