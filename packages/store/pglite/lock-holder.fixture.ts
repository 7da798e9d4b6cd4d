// Holds the lock of the directory named on the command line until it is killed.
import { lockDirectory } from "./lock.ts";

lockDirectory(process.argv[2] ?? "");
process.send?.("locked");
setInterval(() => undefined, 1_000);
