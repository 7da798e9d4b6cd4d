import { type EmbeddingPriority, FootnoteError } from "@footnote/contracts";
import { Lane, type Task } from "./lane.ts";
import { MODEL } from "./model.ts";

/** From the most urgent one. */
const PRIORITIES = ["question", "change", "background"] as const satisfies readonly EmbeddingPriority[];

export interface PoolOptions {
  /** The module that a worker runs. */
  readonly entry: URL;
  /** For texts of any priority; one more is kept for questions alone. */
  readonly workers: number;
  /** How much lower than the process's own the priority of these workers' threads is. */
  readonly niceness: number;
  /** Where the workers' model lies. */
  readonly folder?: string;
  /** A worker died and will be started again; its texts are tried once more. */
  onDeath(cause: unknown): void;
}

export interface CallOptions {
  readonly priority: EmbeddingPriority;
  /** Cut texts that are too long, instead of refusing them. */
  readonly isCut: boolean;
  /** What each text is read together with, by a model that reads two. */
  readonly question?: string;
  readonly signal?: AbortSignal | undefined;
}

interface Call {
  readonly options: CallOptions;
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
 * three thousand; those that are more urgent take their turns before all others. Texts stay with their caller until a
 * worker is near them, so the pool itself holds a bounded few. A question's texts go to the worker that is kept for them,
 * and to those that have nothing else before them: never behind a chunk, however few of those lie before a worker.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #shared: readonly Lane<CallTask>[];
  readonly #forQuestions: Lane<CallTask>;
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
    const { entry, workers, niceness, folder } = options;
    this.#shared = Array.from({ length: workers }, () => new Lane(entry, { niceness, folder }, events));
    this.#forQuestions = new Lane(entry, { niceness: 0, folder }, events);
  }

  /** One vector per text, in order. @throws FootnoteError embedding_failed, internal for a text that is too long */
  embed(texts: readonly string[], options: CallOptions): Promise<Float32Array[]> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closedError();
      signal?.throwIfAborted();
      if (texts.length === 0) return resolve([]);
      const settled = new AbortController();
      const rest = texts.entries();
      const call = { options, rest, vectors: [], missing: texts.length, settled, resolve, reject };
      this.#calls.add(call);
      signal?.addEventListener("abort", () => this.#fail(call, signal.reason), { signal: settled.signal });
      this.#handOut();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#calls) this.#fail(call, closedError());
    await Promise.all([this.#forQuestions, ...this.#shared].map((lane) => lane.close()));
  }

  #handOut(): void {
    for (const priority of PRIORITIES) {
      for (;;) {
        const lane = this.#laneFor(priority);
        const task = lane === undefined ? undefined : this.#nextTask(priority);
        if (task === undefined) break;
        lane?.give(task);
      }
    }
  }

  /** The emptiest one that may take such a text now. */
  #laneFor(priority: EmbeddingPriority): Lane<CallTask> | undefined {
    const allowed =
      priority === "question"
        ? [this.#forQuestions, ...this.#shared.filter(isFreeForQuestions)]
        : this.#shared;
    const [first, ...others] = allowed;
    const emptiest = others.reduce((best, other) => (best && best.room >= other.room ? best : other), first);
    return emptiest !== undefined && emptiest.room > 0 ? emptiest : undefined;
  }

  #nextTask(priority: EmbeddingPriority): CallTask | undefined {
    this.#again = this.#again.filter(({ call }) => !call.settled.signal.aborted);
    const again = this.#again.findIndex(({ call }) => call.options.priority === priority);
    return again >= 0 ? this.#again.splice(again, 1)[0] : this.#nextOf(priority);
  }

  #nextOf(priority: EmbeddingPriority): CallTask | undefined {
    for (const call of this.#calls) {
      if (call.options.priority !== priority) continue;
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
    const { question, isCut } = call.options;
    return { call, text, question, isCut, deaths: 0, done };
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

/** One that is not started would first have to load the model. */
function isFreeForQuestions(lane: Lane<CallTask>): boolean {
  return lane.isStarted && lane.tasks.every(({ call }) => call.options.priority === "question");
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
