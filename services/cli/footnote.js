#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

// Plain JavaScript, so that a Node that is too old can still run it.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  // The one that npm ci brings, so that footnote runs from any folder once it is linked (npm link).
  const own = fileURLToPath(new URL("../../node_modules/node/bin/node", import.meta.url));
  if (existsSync(own) && process.execPath !== own) {
    const args = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
    const child = spawn(own, args, { stdio: "inherit" });
    // Ctrl-C on a terminal reaches both; whatever else is sent to this one is passed on.
    process.on("SIGINT", () => process.stderr.isTTY || child.kill("SIGINT"));
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
    await new Promise(() => {});
  }
  console.error(
    `footnote: needs Node 24 or newer, this is ${process.version}. Run it as "npx footnote", which brings its own, or install Node 24.`,
  );
  process.exit(1);
}
// What glibc keeps of freed memory grows with the largest block that was ever freed, unless it is told a size beforehand: with it a folder
// of hostile files costs a fifth less (docs/operations.md). Only for what runs for long, and never where somebody waits at a channel to
// this very program.
const RUNS_LONG = ["up", "watch", "serve"];
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: "262144", MALLOC_TRIM_THRESHOLD_: "262144" };
const isTold = Object.keys(GIVE_BACK).some((name) => process.env[name] !== undefined);
if (process.platform === "linux" && !isTold && !process.connected && RUNS_LONG.includes(process.argv[2])) {
  const [, ...given] = process.argv;
  process.execve(process.execPath, [process.argv0, ...process.execArgv, ...given], {
    ...process.env,
    ...GIVE_BACK,
  });
}
// Node opens a debugger, and so runs anyone's code, for whoever may send this signal. Who wants one starts with --inspect.
process.on("SIGUSR1", () => {});
// kafkajs 2.2.4 sets a timer for a moment that has passed, which Node would tell people about in two lines.
const print = process.listeners("warning");
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "TimeoutNegativeWarning") for (const each of print) each(warning);
});
// It asks to be told so; its old way of choosing a partition is nobody's here.
process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
// Where there is much memory Node lets what nobody needs any more grow to several times of what is needed before it looks. Up to
// half of it again costs nothing measurable, and a folder of hostile files makes Footnote hold a quarter less.
setFlagsFromString("--heap-growing-percent=50");
// The index holds what documents say: no file that this process makes is for other users of the machine.
process.umask(0o077);
// Half of what a command computes is its own code being compiled. Beside the code, where who could write could write that as well; where
// this user may not, nothing is kept.
nodeModule.enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/footnote", import.meta.url)));
await import("./main.ts");
