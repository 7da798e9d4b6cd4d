import { spawn } from "node:child_process";
import { once } from "node:events";
import { getPriority, setPriority } from "node:os";
import { expect, test } from "vitest";
import { yieldToOthers } from "./yield-to-others.ts";

test("a process yields to others, and is never put before them again", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const { pid = 0 } = child;
  yieldToOthers(pid);
  expect(getPriority(pid)).toBeGreaterThanOrEqual(10);
  setPriority(pid, 17);
  yieldToOthers(pid);
  expect(getPriority(pid)).toBe(17);
  child.kill();
  await once(child, "close");
  yieldToOthers(pid);
  yieldToOthers(undefined);
});
