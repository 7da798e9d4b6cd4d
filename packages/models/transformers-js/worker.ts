import { on } from "node:events";
import { constants, getPriority, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { MODEL } from "./model.ts";
import { openSession } from "./session.ts";

/** What a worker is started with. */
export interface WorkerSettings {
  /** How much lower than the process's own its priority is. */
  readonly niceness: number;
  /** Where the model lies; a worker for the bundled embedder knows. */
  readonly folder?: string | undefined;
}

/** A text, and whether it is cut at the model's limit; or null: no more will come. */
export type WorkerRequest = {
  readonly text: string;
  /** What the text is read together with, by a model that reads two. */
  readonly question?: string | undefined;
  readonly isCut: boolean;
} | null;

/** "ready" once, then for each text, in order, its vector, or how many tokens it has where those are too many. */
export type WorkerMessage = "ready" | Float32Array<ArrayBuffer> | number;

const { niceness } = workerData as WorkerSettings;
// On Linux this is the priority of this thread alone; elsewhere it would be that of the whole process.
if (process.platform === "linux")
  setPriority(Math.min(getPriority() + niceness, constants.priority.PRIORITY_LOW));

if (parentPort === null) throw new Error("This file is what a worker thread runs.");
const port = parentPort;
const session = await openSession();
const texts = on(port, "message");
const answer = (message: WorkerMessage) =>
  port.postMessage(message, message instanceof Float32Array ? [message.buffer] : []);

answer("ready");
for await (const [request] of texts as AsyncIterable<[WorkerRequest]>) {
  // Ended from within, between two runs: a thread that is terminated inside the model's native code aborts the process.
  if (request === null) break;
  const ids = session.tokenIds(request.text, request.isCut ? MODEL.maxTokens : undefined);
  answer(ids.length > MODEL.maxTokens ? ids.length : await session.embed(ids));
}
