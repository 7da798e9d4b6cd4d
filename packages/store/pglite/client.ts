import { Worker } from "node:worker_threads";
import { FootnoteError } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../postgres/sql-client.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";

type Unnumbered<Request> = Request extends unknown ? Omit<Request, "id"> : never;

/** Opens PGlite in a thread of its own. The directory must be locked by the caller. */
export async function openPgliteClient(directory: string): Promise<SqlClient> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { directory } });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>[]>>();
  let lastId = 0;
  let lastTransaction = 0;
  let broken: FootnoteError | undefined;

  const ready = Promise.withResolvers<Record<string, unknown>[]>();
  waiting.set(0, ready);
  worker.on("message", (reply: WorkerReply) => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("error" in reply) request?.reject(sqlError(reply.error));
    else request?.resolve(reply.rows);
  });
  const breakAll = (cause: unknown) => {
    broken ??= storeFailed("The database thread stopped.", cause);
    for (const request of waiting.values()) request.reject(broken);
    waiting.clear();
  };
  worker.on("error", breakAll);
  worker.on("exit", () => breakAll(undefined));

  function ask(request: Unnumbered<WorkerRequest>): Promise<Record<string, unknown>[]> {
    if (broken !== undefined) return Promise.reject(broken);
    const id = ++lastId;
    const reply = Promise.withResolvers<Record<string, unknown>[]>();
    waiting.set(id, reply);
    worker.postMessage({ id, ...request });
    return reply.promise;
  }

  function session(transaction: number): SqlSession {
    return {
      query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
        (await ask({ kind: "query", transaction, sql, parameters })) as Row[],
    };
  }

  await ready.promise.catch((cause: unknown) => {
    throw new FootnoteError("store_failed", `The index in ${directory} cannot be opened.`, {
      action:
        "Look for free disk space; if it is damaged, delete it and start again: all is indexed anew from the buckets.",
      cause,
    });
  });
  return {
    ...session(0),
    async transaction(work) {
      const transaction = ++lastTransaction;
      await ask({ kind: "begin", transaction });
      try {
        const result = await work(session(transaction));
        await ask({ kind: "end", transaction, commit: true });
        return result;
      } catch (error) {
        // The first error is the one to report: a failed roll-back only means that nothing was open any more.
        await ask({ kind: "end", transaction, commit: false }).catch(() => undefined);
        throw error;
      }
    },
    async close() {
      if (broken !== undefined) return;
      await ask({ kind: "close" });
      await worker.terminate();
    },
  };
}

function sqlError(error: { readonly message: string; readonly code?: string }): FootnoteError {
  return storeFailed(error.message, Object.assign(new Error(error.message), { code: error.code }));
}

function storeFailed(message: string, cause: unknown): FootnoteError {
  return new FootnoteError("store_failed", `The database refused: ${message}`, {
    action: "It is tried again by itself; if it stays, look at the free disk space and the log.",
    cause,
  });
}
