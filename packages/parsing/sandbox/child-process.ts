import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SandboxLimits } from "../limits.ts";
import { OUT_OF_MEMORY, type ParseReply, type ParseRequest, READY } from "./messages.ts";
import { otherUser } from "./other-user.ts";
import { filesOfEach, readableFolders } from "./readable-folders.ts";
import { yieldToOthers } from "./yield-to-others.ts";

const ENTRY = fileURLToPath(new URL("./child.ts", import.meta.url));
/** Node itself takes some 120 MB, and there are buffers. */
const BESIDE_HEAP_MEGABYTES = 256;
/** Half of V8's default: a third less memory, and no slower where it was tried. */
const YOUNG_MEGABYTES = 8;
/** To glibc's allocator: what is freed goes back to the system at once, which is 20 of 150 MB once all is loaded. */
const GIVE_BACK = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "131072" };
/** Kept of what a dying child says: enough to tell why. */
const LONGEST_LAST_WORDS = 4_000;

/** How a child ended before it answered. `killed`: from outside, so the file need not be the reason. */
export interface Death {
  readonly reason: "memory" | "killed" | "crash";
  /** For the log. */
  readonly detail: string;
}

/**
 * What a process that reads untrusted files may do.
 * @param addons native code that it may load: see native-code.ts, which the process itself has to call with them
 */
export function forkOptions(limits: SandboxLimits, addons: readonly string[] = []): ForkOptions {
  const { SystemRoot } = process.env;
  return {
    ...otherUser([...filesOfEach(), ...addons]),
    serialization: "advanced",
    // Nothing of the parent's environment: it may hold secrets. Windows cannot start a process without this one.
    env: { ...(SystemRoot !== undefined && { SystemRoot }), ...GIVE_BACK },
    // It reads modules and computes. Node refuses it to write files, to start programs and to load native code; see
    // confine.ts for what Node's permissions leave open.
    execArgv: [
      `--max-old-space-size=${heapOf(limits)}`,
      `--max-semi-space-size=${YOUNG_MEGABYTES}`,
      "--permission",
      ...readableFolders().map((folder) => `--allow-fs-read=${folder}`),
      "--allow-worker",
      ...(addons.length === 0 ? [] : ["--allow-addons"]),
      "--disable-sigusr1",
      "--disable-warning=SecurityWarning",
    ],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  };
}

/** With more V8 grows first and cleans up then; what needs more takes more than the limit with all the rest. */
function heapOf({ maxMemoryMegabytes }: SandboxLimits): number {
  return Math.max(maxMemoryMegabytes / 2, maxMemoryMegabytes - BESIDE_HEAP_MEGABYTES);
}

/** One child process, which parses one file at a time. */
export class ParserProcess {
  readonly #child: ChildProcess;
  readonly #ready: Promise<Death | undefined>;
  readonly #died: Promise<Death>;
  #death: Death | undefined;
  /** For the file that is being parsed. A race with `#died` would hold every document until the child dies. */
  #onOutcome: (outcome: ParseReply | Death) => void = () => {};
  #lastWords = "";
  /** From then on its words may quote a file, and are for no log. */
  #hasRead = false;

  constructor(limits: SandboxLimits) {
    this.#child = fork(ENTRY, [String(limits.maxMemoryMegabytes * 1024 ** 2)], forkOptions(limits));
    this.#child.stderr?.setEncoding("utf8").on("data", (words: string) => {
      this.#lastWords = (this.#lastWords + words).slice(-LONGEST_LAST_WORDS);
    });
    this.#died = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve({ reason: "crash", detail: error.message }));
      this.#child.once("close", (code, signal) => resolve(this.#deathOf(code, signal)));
    });
    const ready = Promise.withResolvers<undefined>();
    this.#child.on("message", (message) => {
      if (message === READY) ready.resolve(undefined);
      else this.#onOutcome(message as ParseReply);
    });
    this.#ready = Promise.race([ready.promise, this.#died]);
    this.#died.then((death) => {
      this.#death = death;
      this.#onOutcome(death);
    });
  }

  /** Resolves when files can be sent. */
  ready(): Promise<Death | undefined> {
    return this.#ready;
  }

  parse(request: ParseRequest): Promise<ParseReply | Death> {
    const { promise, resolve } = Promise.withResolvers<ParseReply | Death>();
    if (this.#death !== undefined) return Promise.resolve(this.#death);
    this.#onOutcome = resolve;
    this.#hasRead = true;
    // A child that is gone cannot be sent to; that it died says why.
    this.#child.send(request, () => {});
    return promise;
  }

  /** What it reads takes long: whatever else has to be done goes first. */
  yieldToOthers(): void {
    yieldToOthers(this.#child.pid);
  }

  /** Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#died;
  }

  #deathOf(code: number | null, signal: string | null): Death {
    const detail = `exit code ${code}, signal ${signal}${this.#hasRead ? "" : `: ${this.#lastWords}`}`;
    if (this.#lastWords.includes(OUT_OF_MEMORY)) return { reason: "memory", detail };
    return { reason: signal === "SIGKILL" || signal === "SIGTERM" ? "killed" : "crash", detail };
  }
}
