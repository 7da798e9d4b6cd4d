// Holds the lock of the directory named on the command line until it is killed.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { lockDirectory } from "./lock.ts";

// What it returns is dropped on purpose, and collected: the lock must not go with it.
lockDirectory(process.argv[2] ?? "");
setFlagsFromString("--expose-gc");
runInNewContext("gc")();
process.send?.("locked");
setInterval(() => undefined, 1_000);
