import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { DEFAULT_LIMITS } from "../limits.ts";

/** A process that parses and tells its child's process id, so that a test can see what becomes of that. */
const { fork } = childProcess;
childProcess.fork = ((...given: Parameters<typeof fork>) => {
  const child = fork(...given);
  child.once("message", () => setTimeout(() => process.send?.(child.pid), 500));
  return child;
}) as typeof fork;
syncBuiltinESMExports();

const { openParser } = await import("../sandbox/sandbox.ts");
const parser = openParser(DEFAULT_LIMITS);
if (process.argv[2] === "busy") {
  const lists = Array.from({ length: 6_000 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n");
  await parser.parse({ key: "slow.md", bytes: new TextEncoder().encode(lists) });
}
