import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const run = promisify(execFile);

/** Resident megabytes of this process with all its threads, and of the processes below it. */
export async function residentMegabytes(): Promise<{ own: number; children: number }> {
  const own = process.memoryUsage.rss() / 1024 ** 2;
  return { own, children: (await treeMegabytes(process.pid)) - own };
}

/** Resident megabytes of a process and of all below it. */
export async function treeMegabytes(root: number): Promise<number> {
  const listing = run("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const processes = (await listing).stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kibibytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, kibibytes };
    })
    .filter(({ pid }) => pid !== listing.child.pid);
  const of = (pid: number): number =>
    processes.reduce(
      (sum, process) =>
        sum + (process.pid === pid ? process.kibibytes : process.parent === pid ? of(process.pid) : 0),
      0,
    );
  return of(root) / 1024;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Megabytes of objects of this thread that something still holds. */
export function heldMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 ** 2;
}
