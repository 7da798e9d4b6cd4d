import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const run = promisify(execFile);

/** Megabytes of this process with all its threads, and of the processes below it. */
export async function residentMegabytes(): Promise<{ own: number; children: number }> {
  return treeMegabytes(process.pid);
}

/** Resident megabytes of a process, and of all below it: what several share counts once, where the system tells it. */
export async function treeMegabytes(root: number): Promise<{ own: number; children: number }> {
  const listing = run("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const processes = (await listing).stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kibibytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, kibibytes };
    })
    .filter(({ pid }) => pid !== listing.child.pid);
  const below = (pid: number): typeof processes =>
    processes.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  const own = processes.filter(({ pid }) => pid === root);
  const [ownMegabytes, children] = await Promise.all([own, below(root)].map(megabytesOf));
  return { own: ownMegabytes ?? 0, children: children ?? 0 };
}

async function megabytesOf(processes: readonly { pid: number; kibibytes: number }[]): Promise<number> {
  const each = await Promise.all(
    processes.map(async ({ pid, kibibytes }) => {
      // Linux: each page divided by how many processes have it.
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
      return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? kibibytes);
    }),
  );
  return each.reduce((sum, kibibytes) => sum + kibibytes, 0) / 1024;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Megabytes of objects of this thread that something still holds. */
export function heldMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 ** 2;
}
