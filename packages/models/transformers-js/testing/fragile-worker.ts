import { on } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { parentPort, threadId } from "node:worker_threads";

/**
 * Stands in for the real worker: a text's "vector" is its length, how many texts this worker has answered, and which one it is.
 * "poison" kills it always, and "stumble PATH" only while nothing is at the path.
 */
if (parentPort === null) throw new Error("This file is what a worker thread runs.");
const port = parentPort;
const texts = on(port, "message");
let answered = 0;

port.postMessage("ready");
for await (const [request] of texts) {
  if (request === null) break;
  const { text } = request;
  const [word, path] = text.split(" ");
  if (word === "poison") throw new Error("poisoned");
  if (word === "stumble" && !existsSync(path)) {
    writeFileSync(path, "");
    process.exit(1);
  }
  port.postMessage(word === "long" ? 300 : Float32Array.of(text.length, ++answered, threadId));
}
