import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { take } from "./take.ts";

/**
 * Takes from JavaScript in this thread what reaches other processes: signals (SIGKILL ends one, and SIGUSR1 opens the
 * inspector of a Node that listens for it, through which anybody runs code in it), priorities, other programs, other users.
 * Node's permissions cover none of these but programs. The system itself refuses signals only where this process has a
 * user of its own: see other-user.ts.
 */
for (const name of ["kill", "_kill", "_debugProcess", "_debugEnd", "execve", "abort"]) take(process, name);
for (const name of ["setuid", "seteuid", "setgid", "setegid", "setgroups", "initgroups"]) take(process, name);
take(os, "setPriority");
syncBuiltinESMExports();
