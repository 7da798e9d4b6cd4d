import { join } from "node:path";

/** The file of the evaluations that were finished on this machine: in the data directory of what answers people here. */
export function historyOf(data: string): string {
  return join(data, "evaluations.jsonl");
}
