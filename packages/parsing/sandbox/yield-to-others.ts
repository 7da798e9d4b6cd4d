import { constants, getPriority, setPriority } from "node:os";

/** What the process does takes long: whatever else has to be done goes first. One that yields already is left as it is. */
export function yieldToOthers(pid: number | undefined): void {
  if (pid === undefined) return;
  const low = constants.priority.PRIORITY_BELOW_NORMAL;
  try {
    if (getPriority(pid) < low) setPriority(pid, low);
  } catch {
    // It is gone, or may not be told: then it goes on as it is.
  }
}
