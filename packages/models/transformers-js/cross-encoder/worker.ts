import { on } from "node:events";
import { constants, getPriority, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { WorkerMessage, WorkerRequest, WorkerSettings } from "../worker.ts";
import { openCrossEncoder } from "./session.ts";

const { niceness, folder } = workerData as WorkerSettings;
// On Linux this is the priority of this thread alone; elsewhere it would be that of the whole process.
if (process.platform === "linux")
  setPriority(Math.min(getPriority() + niceness, constants.priority.PRIORITY_LOW));

if (parentPort === null || folder === undefined) throw new Error("This file is what a worker thread runs.");
const port = parentPort;
const session = await openCrossEncoder(folder);
const pairs = on(port, "message");
const answer = (message: WorkerMessage) => port.postMessage(message);

answer("ready");
for await (const [request] of pairs as AsyncIterable<[WorkerRequest]>) {
  // Ended from within, between two runs: a thread that is terminated inside the model's native code aborts the process.
  if (request === null) break;
  answer(Float32Array.of(await session.score(request.question ?? "", request.text)));
}
