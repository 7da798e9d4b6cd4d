import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { OUT_OF_MEMORY } from "./messages.ts";

/** Of the memory allowed: the rest is what a process can take between two looks. */
const ENOUGH = 7 / 8;
const MILLISECONDS_BETWEEN_LOOKS = 20;

/**
 * Ends the process when it takes more memory than allowed (the limit on V8's heap does not see buffers) or when
 * its parent is gone. In a thread of its own, since a file that is being parsed keeps the main thread busy.
 */
const { maxMemoryBytes, parent } = workerData as { maxMemoryBytes: number; parent: number };

setInterval(() => {
  const isTooLarge = process.memoryUsage.rss() > maxMemoryBytes * ENOUGH;
  if (isTooLarge) writeSync(2, OUT_OF_MEMORY);
  if (isTooLarge || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, MILLISECONDS_BETWEEN_LOOKS);
