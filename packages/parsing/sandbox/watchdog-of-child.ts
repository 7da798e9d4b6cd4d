import { Worker } from "node:worker_threads";

/** The process's first argument: how many bytes of memory it may take. */
new Worker(new URL("./watchdog.ts", import.meta.url), {
  workerData: { maxMemoryBytes: Number(process.argv[2]), parent: process.ppid },
  execArgv: [],
});
// It stays; another thread would have a network of its own. Newer than its types, and than Node 24.0.
(process.permission as { drop?(scope: string): void } | undefined)?.drop?.("worker");
