import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { WorkerMessage, WorkerRequest, WorkerSettings } from "./worker.ts";

/** One text on its way to its vector. */
export interface Task {
  readonly text: string;
  /** What it is read together with, by a model that reads two texts. */
  readonly question?: string | undefined;
  /** Cut a longer text at the model's limit, instead of reporting its length. */
  readonly isCut: boolean;
  /** With the vector, or with how many tokens the text has where those are too many. */
  done(answer: Float32Array | number): void;
}

export interface LaneEvents<T extends Task> {
  /** There is room for more. */
  free(): void;
  /** The worker is gone. With it went the texts that may have killed it, and those that it had not begun. */
  died(tasks: { readonly suspects: readonly T[]; readonly untouched: readonly T[] }, cause: unknown): void;
}

// A lane holds this much work, about 50 ms, so that it does not stand still while the main thread does something else.
const DEPTH = 8;
/** Loading the model takes a second or two, and a worker that is told to end meanwhile loads it first. */
const LONGEST_GOODBYE_MILLISECONDS = 10_000;

/** One worker thread and the texts before it. The worker is started by the first text, and again after it died. */
export class Lane<T extends Task> {
  readonly #entry: URL;
  readonly #settings: WorkerSettings;
  readonly #events: LaneEvents<T>;
  #worker: Worker | undefined;
  #tasks: T[] = [];
  #closed: Promise<void> | undefined;

  constructor(entry: URL, settings: WorkerSettings, events: LaneEvents<T>) {
    this.#entry = entry;
    this.#settings = settings;
    this.#events = events;
  }

  /** What lies before the worker, and what it computes just now. */
  get tasks(): readonly T[] {
    return this.#tasks;
  }

  get isStarted(): boolean {
    return this.#worker !== undefined;
  }

  get room(): number {
    return DEPTH - this.#tasks.length;
  }

  give(task: T): void {
    this.#tasks.push(task);
    this.#worker ??= this.#startWorker();
    const { text, question, isCut } = task;
    this.#worker.postMessage({ text, question, isCut } satisfies WorkerRequest);
  }

  /** The worker ends after what it has before it; one that does not is terminated. Again: waits for the same end. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#tasks = [];
    if (worker === undefined) return;
    worker.removeAllListeners("exit").removeAllListeners("message");
    const gone = once(worker, "exit");
    worker.postMessage(null satisfies WorkerRequest);
    const timer = setTimeout(() => worker.terminate(), LONGEST_GOODBYE_MILLISECONDS);
    await gone.catch(() => undefined);
    clearTimeout(timer);
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#settings });
    let ready = false;
    let cause: unknown;
    worker.on("message", (message: WorkerMessage) => {
      if (message === "ready") {
        ready = true;
        return;
      }
      this.#tasks.shift()?.done(message);
      this.#events.free();
    });
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", (code) => {
      const tasks = this.#tasks;
      this.#worker = undefined;
      this.#tasks = [];
      // One that dies before it is ready would die for any text.
      const begun = ready ? 1 : tasks.length;
      this.#events.died(
        { suspects: tasks.slice(0, begun), untouched: tasks.slice(begun) },
        cause ?? new Error(`The worker ended with exit code ${code}.`),
      );
    });
    return worker;
  }
}
