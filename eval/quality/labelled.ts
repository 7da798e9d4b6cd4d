// Holds retrieval quality on labelled sets to what was promised: node eval/quality/labelled.ts FOLDER…
import { execFileSync } from "node:child_process";
import { basename, join, resolve } from "node:path";
import type { SystemMeasures } from "@footnote/evaluation";

type Floor = readonly [system: string, measure: keyof SystemMeasures, floor: number];

/** Promised figures by the folder's name, not tuned for: these sets have a test split and no other. */
const FLOORS: Readonly<Record<string, readonly Floor[]>> = {
  scifact: [
    ["hybrid", "ndcg@10", 0.725],
    ["hybrid", "recall@100", 0.96],
    ["lexical", "ndcg@10", 0.68],
  ],
  "xquad-en": [
    ["hybrid", "ndcg@10", 0.975],
    ["hybrid", "recall@100", 0.99],
  ],
};

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error("Usage: node eval/quality/labelled.ts FOLDER…");
const entry = join(import.meta.dirname, "../../services/cli/footnote.js");
for (const folder of folders) {
  const out = execFileSync(process.execPath, [entry, "eval", "run", folder, "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { systems } = JSON.parse(out) as { systems: Record<string, SystemMeasures> };
  const name = basename(resolve(folder));
  console.log(`${name}: ${JSON.stringify(systems, undefined, 1)}`);
  for (const [system, measure, floor] of FLOORS[name] ?? []) {
    const value = systems[system]?.[measure] ?? Number.NaN;
    const held = value >= floor;
    console.log(
      `${held ? "held" : "BROKEN"}: ${name} ${system} ${measure} ${value.toFixed(4)}, promised ${floor}`,
    );
    if (!held) process.exitCode = 1;
  }
}
