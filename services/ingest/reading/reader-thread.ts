import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Chunk, FootnoteError, type Segment } from "@footnote/contracts";
import { type Recognition, type SandboxLimits, secondsFor, tooSlow } from "@footnote/parsing";
import { dataOf, errorOf } from "./error-data.ts";
import type { FromReader, ReaderSettings, ToReader } from "./messages.ts";
import type { Cutting, Embed, ReadDocument } from "./read-document.ts";

const ENTRY = new URL("./worker.ts", import.meta.url);
/** A thread that waits for its child ends at once; one that is busy cutting is terminated, and its child is idle then. */
const LONGEST_GOODBYE_MILLISECONDS = 1_000;
/** A document of more characters leaves a thread behind that holds its memory for a while. */
const LARGE = 5_000_000;

/** One file to be read. */
export interface Job {
  readonly key: string;
  readonly bytes: SharedArrayBuffer;
  readonly cutting: Cutting;
  readonly embed: Embed;
  readonly signal: AbortSignal;
  onParsed(): void;
}

/** One file in one thread. */
export interface Reading {
  /** @throws FootnoteError as `DocumentReader.read` does */
  readonly outcome: Promise<ReadDocument>;
  /** Whether the thread may read the next file once there is an outcome. */
  readonly isReusable: boolean;
}

/** A thread that reads one file at a time, and the process below it. */
export class ReaderThread {
  readonly ready: Promise<void>;
  /** How long it took until it was ready: what another one would cost on this machine, as busy as it is. */
  startMilliseconds = 0;
  readonly #worker: Worker;
  readonly #limits: SandboxLimits;
  readonly #gone: Promise<void>;
  #end: FootnoteError | undefined;
  #onEvent: (event: FromReader | FootnoteError) => void = () => undefined;

  constructor(limits: SandboxLimits, recognition: Recognition) {
    this.#limits = limits;
    this.#worker = new Worker(ENTRY, {
      workerData: { limits, recognition } satisfies ReaderSettings,
      // What is young here is old at once or gone; the more room it has, the more stays occupied.
      resourceLimits: { maxOldGenerationSizeMb: limits.maxMemoryMegabytes, maxYoungGenerationSizeMb: 24 },
    });
    const ready = Promise.withResolvers<void>();
    this.ready = ready.promise;
    const begun = performance.now();
    this.#worker.on("message", (message: FromReader) => {
      if (message.kind === "ready") {
        this.startMilliseconds = performance.now() - begun;
        ready.resolve();
      } else this.#onEvent(message);
    });
    this.#worker.on("error", (error) => {
      this.#end = endOf(error, limits);
    });
    this.#gone = new Promise((resolve) =>
      this.#worker.on("exit", () => {
        this.#end ??= endOf(undefined, limits);
        // A thread that could not start says so to whoever reads with it.
        ready.resolve();
        this.#onEvent(this.#end);
        resolve();
      }),
    );
  }

  read(job: Job): Reading {
    const reading = { isReusable: false, outcome: this.#read(job, () => (reading.isReusable = true)) };
    // Whoever waited for it may be gone.
    reading.outcome.catch(() => undefined);
    return reading;
  }

  /** What it reads takes long, and nothing else comes: whatever others have to do goes first. */
  yieldToOthers(): void {
    this.#tell({ kind: "yield" });
  }

  /** Resolves when the thread and its child are gone. */
  async kill(): Promise<void> {
    this.#tell({ kind: "end" });
    const stopping = new AbortController();
    const goodbye = sleep(LONGEST_GOODBYE_MILLISECONDS, undefined, { signal: stopping.signal });
    await Promise.race([this.#gone, goodbye]);
    stopping.abort();
    goodbye.catch(() => undefined);
    await this.#worker.terminate();
    await this.#gone;
  }

  #tell(message: ToReader): void {
    this.#worker.postMessage(message);
  }

  async #read(job: Job, onReusable: () => void): Promise<ReadDocument> {
    const segments: Segment[] = [];
    const chunks: Chunk[] = [];
    let document: Extract<FromReader, { kind: "document" }> | undefined;
    const { promise, resolve, reject } = Promise.withResolvers<ReadDocument>();
    // It may end while it starts, before anyone waits for this.
    promise.catch(() => undefined);
    const cutting = stopwatch(secondsFor(job.bytes.byteLength, this.#limits), reject);
    this.#onEvent = (event) => {
      if (event instanceof FootnoteError) return reject(event);
      switch (event.kind) {
        case "parsed":
          job.onParsed();
          return cutting.start();
        case "embed":
          cutting.stop();
          job.embed(event.texts, job.signal).then(
            (vectors) => {
              cutting.start();
              this.#tell({ kind: "vectors", vectors });
            },
            (error: unknown) => this.#tell({ kind: "refused", error: dataOf(error) }),
          );
          return;
        case "failed":
          onReusable();
          return reject(errorOf(event.error));
        case "document":
          document = event;
          cutting.stop();
          break;
        case "part":
      }
      if (!("part" in event) || document === undefined) return;
      for (const segment of event.part.segments) segments.push(segment);
      for (const chunk of event.part.chunks) chunks.push(chunk);
      if (!event.part.isLast) return this.#tell({ kind: "next" });
      const { title, format, pages, notes, length } = document;
      if (length <= LARGE) onReusable();
      resolve({ title, format, pages, notes, length, segments, chunks });
    };
    try {
      await this.ready;
      if (this.#end !== undefined) throw this.#end;
      this.#tell({ kind: "read", key: job.key, bytes: job.bytes, cutting: job.cutting });
      return await promise;
    } finally {
      cutting.stop();
      this.#onEvent = () => undefined;
    }
  }
}

/** Rejects when it has run for so many seconds in all. */
function stopwatch(seconds: number, reject: (error: FootnoteError) => void) {
  let left = seconds * 1_000;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      since = performance.now();
      timer = setTimeout(() => reject(tooSlow(seconds)), left);
    },
    stop() {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      left -= performance.now() - since;
    },
  };
}

function endOf(error: unknown, { maxMemoryMegabytes }: SandboxLimits): FootnoteError {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return new FootnoteError(
      "file_too_large",
      `The file is too large to be read. Cutting it needed more than ${maxMemoryMegabytes} MB of memory.`,
      {
        action: "Split it into smaller files, or have the limit raised by whoever runs Footnote.",
        cause: error,
      },
    );
  }
  return new FootnoteError("unavailable", "The thread that reads files was ended or could not start.", {
    action: "It is started and tried again by itself; if this repeats, look at the log for the cause.",
    cause: error,
  });
}
