import { type Atom, atomsOf } from "./atoms.ts";
import type { Run } from "./runs.ts";

/** More groups are a row of figures. */
const MOST_GROUPS = 10;
const GROUP = /^(?:[A-Z]{1,5}|[A-Z]{0,5}\d[A-Z\d]*(?:[./-][A-Z\d]+)*)$/;

/** Identifiers that are typed with spaces: "PO 001", "GB29 NWBK 6016 1331", "+44 20 7946 0958". Each as its groups' atoms. */
export function groupsOf(runs: readonly Run[]): Atom[][][] {
  const found: Atom[][][] = [];
  let group: Run[] = [];
  const end = () => {
    const hasNumbers = group.slice(1).some(({ text }) => /\d/.test(text));
    if (hasNumbers && group.length <= MOST_GROUPS) found.push(group.map(({ text }) => atomsOf(text)));
    group = [];
  };
  for (const run of runs) {
    const isGroup = GROUP.test(run.text);
    if (!isGroup || !run.follows) end();
    if (isGroup) group.push(run);
  }
  end();
  return found;
}
