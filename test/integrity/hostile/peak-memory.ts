import { readdirSync, readFileSync } from "node:fs";

const MILLISECONDS_BETWEEN_LOOKS = 5;

/** The most memory that any process parsing for this one ever held, in megabytes, until `stop` is called. */
export function watchPeakMemory(): { stop(): number } {
  if (process.platform !== "linux") {
    throw new Error("The memory of another process can be looked up on Linux only.");
  }
  let peak = 0;
  const look = () => {
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    peak = Math.max(peak, ...processes.map(peakOf));
  };
  const timer = setInterval(look, MILLISECONDS_BETWEEN_LOOKS);
  return {
    stop() {
      clearInterval(timer);
      // One that took less than a look is still there.
      look();
      return peak;
    },
  };
}

function peakOf(pid: string): number {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("parsing/sandbox/child.ts")) return 0;
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    return parent === process.pid ? kilobytes / 1024 : 0;
  } catch {
    // It ended between two looks.
    return 0;
  }
}
