import { syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";
import { refuseAll, take } from "./take.ts";

/**
 * Takes from JavaScript in this thread what goes around the rest: SQLite opens, makes and attaches any file of the machine
 * whatever Node's permissions say (24.21), the bindings below Node's modules make sockets and signals, and another thread
 * would begin with all of it. Import it once the threads that are wanted run.
 */
refuseAll(process.getBuiltinModule("node:sqlite"));
take(threads, "Worker");
for (const name of ["binding", "_linkedBinding"]) take(process, name);
syncBuiltinESMExports();
