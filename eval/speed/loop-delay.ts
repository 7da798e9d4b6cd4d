// Loaded into a Footnote before anything of it (`--import`): says how long its serving thread answered nothing. A gap that
// the thread spent waiting for a core is the machine's; what it computed within one gap is its own.
import { isMainThread } from "node:worker_threads";

const EVERY_MILLISECONDS = 5;

/** What the thread that serves missed since it was last asked, in milliseconds. */
export interface LoopDelay {
  readonly longest: number;
  /** The most that it computed between two looks. */
  readonly computing: number;
}

if (isMainThread && process.send !== undefined) {
  let last = performance.now();
  let cpu = process.threadCpuUsage();
  let delay = { longest: 0, computing: 0 };
  setInterval(() => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(cpu);
    delay = {
      longest: Math.max(delay.longest, now - last - EVERY_MILLISECONDS),
      computing: Math.max(delay.computing, (user + system) / 1_000),
    };
    last = now;
    cpu = process.threadCpuUsage();
  }, EVERY_MILLISECONDS).unref();
  process.on("message", () => {
    process.send?.(delay);
    delay = { longest: 0, computing: 0 };
  });
  process.channel?.unref();
}
