import { FootnoteError } from "@footnote/contracts";
import { Lane, type Task } from "./lane.ts";
import { MODEL } from "./model.ts";
import type { WorkerSettings } from "./worker.ts";

export interface PoolOptions {
  /** The module that a worker runs. */
  readonly entry: URL;
  readonly settings: WorkerSettings;
  readonly workers: number;
  /** A worker died and will be started again; its texts are tried once more. */
  onDeath(cause: unknown): void;
}

interface Call {
  readonly isUrgent: boolean;
  readonly vectors: Float32Array[];
  /** Texts not handed out yet, with their positions. */
  readonly rest: ArrayIterator<[number, string]>;
  missing: number;
  readonly settled: AbortController;
  resolve(vectors: Float32Array[]): void;
  reject(error: unknown): void;
}

interface CallTask extends Task {
  readonly call: Call;
  /** How many workers died over it. */
  deaths: number;
}

/**
 * Shares workers among callers: each caller in turn has its next text computed, so that three texts do not wait for
 * three thousand; those whose texts are urgent take their turns before all others. Texts stay with their caller until a worker is near them, so the pool itself holds a bounded few.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #lanes: readonly Lane<CallTask>[];
  readonly #calls = new Set<Call>();
  /** Taken from a worker that died. */
  #again: CallTask[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    const events = {
      free: () => this.#handOut(),
      died: (tasks: { suspects: readonly CallTask[]; untouched: readonly CallTask[] }, cause: unknown) =>
        this.#tryAgain(tasks, cause),
    };
    this.#lanes = Array.from(
      { length: options.workers },
      () => new Lane(options.entry, options.settings, events),
    );
  }

  /** One vector per text, in order. @throws FootnoteError embedding_failed, internal for a text that is too long */
  embed(texts: readonly string[], signal?: AbortSignal, isUrgent = false): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closedError();
      signal?.throwIfAborted();
      if (texts.length === 0) return resolve([]);
      const settled = new AbortController();
      const rest = texts.entries();
      const call = { isUrgent, rest, vectors: [], missing: texts.length, settled, resolve, reject };
      this.#calls.add(call);
      signal?.addEventListener("abort", () => this.#fail(call, signal.reason), { signal: settled.signal });
      this.#handOut();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#calls) this.#fail(call, closedError());
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #handOut(): void {
    for (;;) {
      const lane = this.#lanes.reduce((best, other) => (other.room > best.room ? other : best));
      const task = lane.room > 0 ? this.#nextTask() : undefined;
      if (task === undefined) return;
      lane.give(task);
    }
  }

  #nextTask(): CallTask | undefined {
    for (let task = this.#again.shift(); task !== undefined; task = this.#again.shift()) {
      if (!task.call.settled.signal.aborted) return task;
    }
    return this.#nextOf((call) => call.isUrgent) ?? this.#nextOf((call) => !call.isUrgent);
  }

  #nextOf(isMeant: (call: Call) => boolean): CallTask | undefined {
    for (const call of this.#calls) {
      if (!isMeant(call)) continue;
      const { value, done } = call.rest.next();
      // All handed out: it only waits for what is still being computed.
      if (done) continue;
      // To the end of the line.
      this.#calls.delete(call);
      this.#calls.add(call);
      return this.#taskOf(call, ...value);
    }
    return undefined;
  }

  #taskOf(call: Call, position: number, text: string): CallTask {
    const done = (answer: Float32Array | number) => {
      if (typeof answer === "number") return this.#fail(call, tooLong(answer));
      call.vectors[position] = answer;
      if (--call.missing > 0 || !this.#calls.delete(call)) return;
      call.settled.abort();
      call.resolve(call.vectors);
    };
    return { call, text, deaths: 0, done };
  }

  #tryAgain(tasks: { suspects: readonly CallTask[]; untouched: readonly CallTask[] }, cause: unknown): void {
    this.#options.onDeath(cause);
    for (const task of tasks.suspects) {
      task.deaths++;
      if (task.deaths > 1) this.#fail(task.call, failed(cause));
    }
    this.#again.unshift(...tasks.suspects, ...tasks.untouched);
    this.#handOut();
  }

  #fail(call: Call, error: unknown): void {
    if (!this.#calls.delete(call)) return;
    call.settled.abort();
    call.reject(error);
  }
}

function failed(cause: unknown): FootnoteError {
  return new FootnoteError("embedding_failed", "The embedding model stopped twice while it read this text.", {
    action: "It is tried again by itself. If it stays, look at the log for the cause; often memory is short.",
    cause,
  });
}

function tooLong(tokens: number): FootnoteError {
  const message = `A chunk has ${tokens} tokens, but the embedding model reads only ${MODEL.maxTokens}.`;
  return new FootnoteError("internal", message, {
    action: "Please report this: the chunker has to cut such a text, so that nothing of it is lost.",
  });
}

function closedError(): FootnoteError {
  return new FootnoteError("unavailable", "Footnote is shutting down.", { action: "Start it again." });
}
