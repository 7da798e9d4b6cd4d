import { on } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

/**
 * Stands in for the real worker: a text's "vector" is its length and how many texts this worker has answered.
 * "poison" kills it always, "stumble PATH" only while nothing is at the path, and `cut` before it is ready.
 */
if (parentPort === null) throw new Error("This file is what a worker thread runs.");
if (workerData.cut) throw new Error("cannot load");
const port = parentPort;
const texts = on(port, "message");
let answered = 0;

port.postMessage("ready");
for await (const [text] of texts) {
  if (text === null) break;
  const [word, path] = text.split(" ");
  if (word === "poison") throw new Error("poisoned");
  if (word === "stumble" && !existsSync(path)) {
    writeFileSync(path, "");
    process.exit(1);
  }
  port.postMessage(word === "long" ? 300 : Float32Array.of(text.length, ++answered));
}
