import { readFile } from "node:fs/promises";

/** Linux counts in hundredths of a second, whatever the machine: proc(5), sysconf(_SC_CLK_TCK). */
const MILLISECONDS_PER_TICK = 10;

/** What a process has computed so far, in all of its threads and not in its children; not a number where it is not told. */
export async function processorMilliseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // Behind the name in brackets, which may hold anything: fields 14 and 15, user and system.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
}
