import { Worker } from "node:worker_threads";
import { FootnoteError } from "@footnote/contracts";
import { within } from "@footnote/runtime";
import type { Planning, SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import { sqlError, storeFailed } from "../postgres/connection/sql-error.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";

type Unnumbered<Request> = Request extends unknown ? Omit<Request, "id"> : never;

/** What runs when the client is closed gets this long to end; what does not is undone, as after a kill. */
const LAST_STATEMENTS_MILLISECONDS = 1_000;
/** Then the database gets this long to write down what it holds; without that it recovers when it is opened again. */
const CLOSING_MILLISECONDS = 2_000;

/**
 * Opens PGlite in a thread of its own. The directory must be locked by the caller. A database that had to give up, as
 * Postgres does when its log cannot be written, is opened again by whoever asks next: it recovers as after a kill. Once
 * the client is closed it refuses everything, and the thread is gone when `close` resolves, so that the lock can go.
 */
export async function openPgliteClient(directory: string): Promise<SqlClient> {
  let thread = await openThread(directory);
  let reopening: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  let lastTransaction = 0;
  const underWay = new Set<Promise<unknown>>();

  /** The thread that runs; transactions of one that ended are over. */
  async function running(): Promise<Thread> {
    if (closing !== undefined) throw closed();
    if (thread.ended === undefined) return thread;
    await thread.gone;
    if (closing !== undefined) throw closed();
    reopening ??= openThread(directory)
      .then((opened) => {
        thread = opened;
      })
      .finally(() => {
        reopening = undefined;
      });
    await reopening;
    return thread;
  }

  const statement = (isQuestion: boolean): SqlSession => ({
    query: <Row extends object>(sql: string, parameters?: readonly unknown[], planning?: Planning) =>
      noted(running().then((own) => session(own, 0, isQuestion).query<Row>(sql, parameters, planning))),
  });

  async function transaction<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    const own = await running();
    const transaction = ++lastTransaction;
    await own.ask({ kind: "begin", transaction });
    try {
      const result = await work(session(own, transaction, false));
      await own.ask({ kind: "end", transaction, commit: true });
      return result;
    } catch (error) {
      // The first error is the one to report: a failed roll-back only means that nothing was open any more.
      await own.ask({ kind: "end", transaction, commit: false }).catch(() => undefined);
      throw error;
    }
  }

  function noted<Result>(work: Promise<Result>): Promise<Result> {
    const over: Promise<unknown> = work.then(
      () => underWay.delete(over),
      () => underWay.delete(over),
    );
    underWay.add(over);
    return work;
  }

  async function end(): Promise<void> {
    await reopening?.catch(() => undefined);
    await within(Promise.all(underWay), LAST_STATEMENTS_MILLISECONDS);
    await thread.close();
  }

  const other = statement(false);
  return {
    ...other,
    questions: statement(true),
    // Its one session has no limit on how long a statement may take.
    maintenance: other,
    // Nobody else has it open, so that there is nobody to hear.
    listen: () => ({ close: () => Promise.resolve() }),
    transaction: (work) => noted(transaction(work)),
    close() {
      closing ??= end();
      return closing;
    },
  };
}

/** One run of the database, from opening to its end. */
interface Thread {
  /** Why it does not answer any more; undefined while it does. */
  readonly ended: FootnoteError | undefined;
  /** Resolves when it runs no more, and another one may open the directory. */
  readonly gone: Promise<void>;
  ask(request: Unnumbered<WorkerRequest>): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

async function openThread(directory: string): Promise<Thread> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: { directory },
    // Rows pass through and are gone. Together with that of the threads that read, this takes 150 MB off what a folder of
    // hostile files makes Footnote hold.
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>[]>>();
  let lastId = 0;
  let ended: FootnoteError | undefined;

  const ready = Promise.withResolvers<Record<string, unknown>[]>();
  waiting.set(0, ready);
  const end = (cause: unknown) => {
    ended ??= cause instanceof FootnoteError ? cause : storeFailed("The database thread stopped.", cause);
    for (const request of waiting.values()) request.reject(ended);
    waiting.clear();
  };
  worker.on("message", (reply: WorkerReply) => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (!("error" in reply)) return request?.resolve(reply.rows);
    const error = sqlError(reply.error);
    request?.reject(error);
    if (!reply.last) return;
    end(error);
    void worker.terminate();
  });
  worker.on("error", end);
  const gone = new Promise<void>((resolve) =>
    worker.on("exit", () => {
      end(undefined);
      resolve();
    }),
  );

  function ask(request: Unnumbered<WorkerRequest>): Promise<Record<string, unknown>[]> {
    if (ended !== undefined) return Promise.reject(ended);
    const id = ++lastId;
    const reply = Promise.withResolvers<Record<string, unknown>[]>();
    waiting.set(id, reply);
    worker.postMessage({ id, ...request });
    return reply.promise;
  }

  await ready.promise.catch((cause: unknown) => {
    throw new FootnoteError("store_failed", `The index in ${directory} cannot be opened.`, {
      action:
        "Look for free disk space; if it is damaged, delete it and start again: all is indexed anew from the buckets.",
      cause,
    });
  });
  return {
    get ended() {
      return ended;
    },
    gone,
    ask,
    async close() {
      const over = ask({ kind: "close" });
      ended ??= closed();
      await within(over, CLOSING_MILLISECONDS);
      await worker.terminate();
      await gone;
    },
  };
}

function session(thread: Thread, transaction: number, isQuestion: boolean): SqlSession {
  return {
    query: async <Row extends object>(
      sql: string,
      parameters: readonly unknown[] = [],
      planning: Planning = "anew",
    ) => (await thread.ask({ kind: "query", transaction, isQuestion, sql, parameters, planning })) as Row[],
  };
}

function closed(): FootnoteError {
  return new FootnoteError("unavailable", "Footnote is shutting down.", { action: "Start it again." });
}
