// Holds retrieval quality to what was promised: node eval/quality/scifact.ts FOLDER
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { SystemMeasures } from "@footnote/evaluation";

/** Promised figures, not tuned for: the set's own test split is the only one it has. */
const FLOORS: readonly (readonly [system: string, measure: keyof SystemMeasures, floor: number])[] = [
  ["hybrid", "ndcg@10", 0.72],
  ["hybrid", "recall@100", 0.95],
  ["lexical", "ndcg@10", 0.68],
];

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Usage: node eval/quality/scifact.ts FOLDER");
const entry = join(import.meta.dirname, "../../services/cli/footnote.js");
const out = execFileSync(process.execPath, [entry, "eval", "run", folder, "--json"], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
const { systems } = JSON.parse(out) as { systems: Record<string, SystemMeasures> };
console.log(JSON.stringify(systems, undefined, 1));
for (const [system, measure, floor] of FLOORS) {
  const value = systems[system]?.[measure] ?? Number.NaN;
  const held = value >= floor;
  console.log(`${held ? "held" : "BROKEN"}: ${system} ${measure} ${value.toFixed(4)}, promised ${floor}`);
  if (!held) process.exitCode = 1;
}
