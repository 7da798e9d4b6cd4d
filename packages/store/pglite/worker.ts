// The thread that holds PGlite: WebAssembly runs where it is called, and an index insert of a second would
// otherwise stop every request of the process for that second.
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Transaction, types } from "@electric-sql/pglite";
import { pg_textsearch } from "@electric-sql/pglite-pg_textsearch";
import { vector } from "@electric-sql/pglite-pgvector";
import { FLOAT4_ARRAY } from "../postgres/connection/binary-floats.ts";
import { SESSION_SETTINGS } from "../postgres/connection/sql-client.ts";
import { KeptPlans } from "./kept-plans.ts";
import { LogLength } from "./log-length.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";

/** From the answer of one statement of a question to the next one, at most, where the thread that asks is not busy. */
const BETWEEN_STATEMENTS_MILLISECONDS = 10;
/** However many questions there are, a transaction begins. */
const LONGEST_COURTESY_MILLISECONDS = 200;

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread.");

const database = await PGlite.create({
  dataDir: (workerData as { directory: string }).directory,
  extensions: { vector, pg_textsearch },
  // Fencing numbers are bigint; never a number that could lose digits.
  parsers: { [types.INT8]: (value: string) => BigInt(value) },
  // Comes in binary form: see postgres/connection/binary-floats.ts.
  serializers: { [FLOAT4_ARRAY]: (value) => value },
});

for (const setting of SESSION_SETTINGS) await database.exec(setting);
// What it keeps of terms that are not yet on disk it never lets go, a gigabyte and a half in ten minutes of writing beside
// searches, and it makes those no faster.
await database.exec("SET pg_textsearch.memtable_cache_enabled = off");

interface OpenTransaction {
  readonly session: Transaction;
  /** Ends the transaction; resolves once that has happened. */
  end(commit: boolean): Promise<void>;
}
const plans = new KeptPlans(database);
const log = new LogLength();
const open = new Map<number, OpenTransaction>();

/** Settles when the transactions before are over. */
let turn: Promise<void> = Promise.resolve();
/** When a question was last asked or answered something. */
let askedAt = Number.NEGATIVE_INFINITY;

/**
 * A question is some ten statements one after the other. Where documents are written, a transaction would begin between any
 * two of them, and the question wait for ten of them.
 */
async function letQuestionsPass(): Promise<void> {
  const latest = performance.now() + LONGEST_COURTESY_MILLISECONDS;
  for (;;) {
    const until = Math.min(askedAt + BETWEEN_STATEMENTS_MILLISECONDS, latest);
    const wait = until - performance.now();
    if (wait <= 0) return;
    await sleep(wait);
  }
}

/**
 * Transactions queue here and not in PGlite, where a search would queue behind all of them for each of its statements:
 * so it waits for the one that runs.
 */
async function begin(number: number): Promise<void> {
  const ended = Promise.withResolvers<boolean>();
  const begun = Promise.withResolvers<Transaction>();
  const finished = turn.then(letQuestionsPass).then(() =>
    database.transaction(async (session) => {
      begun.resolve(session);
      if (!(await ended.promise)) await session.rollback();
    }),
  );
  turn = finished.then(
    () => undefined,
    () => undefined,
  );
  finished.catch(begun.reject);
  const session = await begun.promise;
  open.set(number, {
    session,
    end: async (commit) => {
      open.delete(number);
      ended.resolve(commit);
      await finished;
    },
  });
}

async function answer(request: WorkerRequest): Promise<Record<string, unknown>[]> {
  switch (request.kind) {
    case "begin":
      await begin(request.transaction);
      return [];
    case "end":
      await open.get(request.transaction)?.end(request.commit);
      // Behind whoever waits already, and before whoever comes: it takes a tenth of a second.
      if (log.takeDue()) turn = turn.then(checkpoint, checkpoint);
      return [];
    case "close":
      await database.close();
      return [];
    case "query": {
      const session = request.transaction === 0 ? database : open.get(request.transaction)?.session;
      if (session === undefined) throw new Error("The transaction is over.");
      log.add(request.parameters);
      if (!request.isQuestion) return run(session, request);
      askedAt = performance.now();
      try {
        return await run(session, request);
      } finally {
        askedAt = performance.now();
      }
    }
  }
}

async function run(
  session: PGlite | Transaction,
  { sql, parameters, planning, transaction }: Extract<WorkerRequest, { kind: "query" }>,
): Promise<Record<string, unknown>[]> {
  if (planning === "once") return plans.query(sql, parameters, transaction !== 0);
  return (await session.query<Record<string, unknown>>(sql, [...parameters])).rows;
}

async function checkpoint(): Promise<void> {
  // One that fails is done by the next.
  await database.exec("CHECKPOINT").catch(() => undefined);
}

/** After these Postgres ends; PGlite has no process to end, and would never answer again. */
function isLast(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A trap of WebAssembly itself.
  if (error.name === "RuntimeError") return true;
  return "severity" in error && ["PANIC", "FATAL"].includes(String(error.severity));
}

port.on("message", async (request: WorkerRequest) => {
  let reply: WorkerReply;
  try {
    reply = { id: request.id, rows: await answer(request) };
  } catch (error) {
    const code =
      error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    const last = isLast(error);
    reply = { id: request.id, last, error: code === undefined ? { message } : { message, code } };
  }
  port.postMessage(reply);
  if (request.kind === "close") port.close();
});
port.postMessage({ id: 0, rows: [] } satisfies WorkerReply);
