import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SandboxLimits } from "../limits.ts";
import { canvasAddon } from "../pdf/canvas-addon.ts";
import { forkOptions } from "./child-process.ts";
import type { READY, RecognitionReply, RecognitionRequest } from "./messages.ts";
import { yieldToOthers } from "./yield-to-others.ts";

const ENTRY = fileURLToPath(new URL("./recogniser-child.ts", import.meta.url));

/** Why there is no more to come: it took too much memory, failed, or was ended. */
export interface RecogniserEnd {
  readonly ended: string;
}

/**
 * A process that draws and recognises the pages of one file. It has one right more than one that parses: it loads the
 * native library that draws, that file and no other. Everything else yields to nothing it does: its priority is low.
 */
export class RecogniserProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<RecogniserEnd>;
  /** Replies that nobody has asked for yet, and who waits for one. */
  readonly #replies: (RecognitionReply | RecogniserEnd | typeof READY)[] = [];
  #waiting: ((reply: RecognitionReply | RecogniserEnd | typeof READY) => void) | undefined;

  constructor(limits: SandboxLimits) {
    const addon = canvasAddon();
    const addons = addon === undefined ? [] : [addon];
    const memory = String(limits.maxMemoryMegabytes * 1024 ** 2);
    this.#child = fork(ENTRY, [memory, ...addons], forkOptions(limits, addons));
    let lastWords = "";
    this.#child.stderr?.setEncoding("utf8").on("data", (words: string) => {
      lastWords = (lastWords + words).slice(-2_000);
    });
    this.#gone = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve({ ended: error.message }));
      this.#child.once("close", (code, signal) =>
        resolve({ ended: `exit code ${code}, signal ${signal}: ${lastWords}` }),
      );
    });
    this.#child.on("message", (reply) => this.#take(reply as RecognitionReply));
    this.#gone.then((end) => this.#take(end));
    yieldToOthers(this.#child.pid);
  }

  /** Undefined once it can be sent to. */
  async ready(): Promise<RecogniserEnd | undefined> {
    const first = await this.next();
    return typeof first === "object" && "ended" in first ? first : undefined;
  }

  send(request: RecognitionRequest): void {
    // One that is gone cannot be sent to; that it went says why.
    this.#child.send(request, () => {});
  }

  /** What it says next; after its end, that. */
  next(): Promise<RecognitionReply | RecogniserEnd | typeof READY> {
    const reply = this.#replies.shift();
    if (reply !== undefined) return Promise.resolve(reply);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#gone;
  }

  #take(reply: RecognitionReply | RecogniserEnd | typeof READY): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) this.#replies.push(reply);
    else waiting(reply);
  }
}
