import { FootnoteError } from "@footnote/contracts";
import {
  type Check,
  type FinishedRun,
  type GateEntry,
  judgeRun,
  readBaseline,
  readGateFile,
  readRun,
  variantName,
  writeBaseline,
} from "@footnote/evaluation";
import { Command } from "commander";

/** What the process ends with where a run is refused. 1 is for what could not be judged, as with every command. */
export const REFUSED = 2;

export function gateCommand(): Command {
  return new Command("gate")
    .description(
      "hold runs to floors and to a baseline: ends with 0 where all is held, with 2 where something is refused",
    )
    .argument("<file>", "what runs are held to, in version control")
    .argument("<run...>", "folders of runs")
    .option("--json", "print JSON for machines")
    .option("--accept", "make these runs the baseline that later ones are held to; floors stay as they are")
    .addHelpText(
      "after",
      "\nExample:\n  $ npx footnote eval gate gate.yaml evaluations/questions/as_configured",
    )
    .action(async (file: string, folders: string[], options: { json?: true; accept?: true }) => {
      const runs = await Promise.all(folders.map(readRun));
      if (options.accept) {
        const written = await accept(file, runs);
        process.stdout.write(options.json ? `${JSON.stringify({ written })}\n` : `${written.join("\n")}\n`);
        return;
      }
      const checks = await judgeRuns(file, runs);
      process.stdout.write(`${options.json ? JSON.stringify({ checks }) : printChecks(checks)}\n`);
      if (checks.some(({ held }) => !held)) process.exitCode = REFUSED;
    });
}

/**
 * All that the file holds these runs to.
 * @throws FootnoteError request_invalid where a suite that was run lacks a variant that the file speaks of, or it speaks of none
 */
export async function judgeRuns(file: string, runs: readonly FinishedRun[]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { gate, run } of await matched(file, runs)) {
    const baseline = gate.drops === undefined ? undefined : await readBaseline(gate.drops.baseline);
    checks.push(...judgeRun(gate, run, baseline));
  }
  return checks;
}

async function accept(file: string, runs: readonly FinishedRun[]): Promise<string[]> {
  const written: string[] = [];
  for (const { gate, run } of await matched(file, runs)) {
    if (gate.drops === undefined) continue;
    await writeBaseline(gate.drops.baseline, run, gate.drops.measures);
    written.push(gate.drops.baseline);
  }
  return written;
}

async function matched(
  file: string,
  runs: readonly FinishedRun[],
): Promise<{ gate: GateEntry; run: FinishedRun }[]> {
  const gates = (await readGateFile(file)).filter(({ suite }) =>
    runs.some(({ manifest }) => manifest.suite.name === suite),
  );
  if (gates.length === 0)
    throw new FootnoteError(
      "request_invalid",
      `${file} says nothing of ${runs.map(({ manifest }) => manifest.suite.name).join(", ")}.`,
      {
        action: "Add the suite to it: what is held to nothing is always held.",
      },
    );
  return gates.map((gate) => {
    const run = runs.find(
      ({ manifest }) =>
        manifest.suite.name === gate.suite && variantName(manifest.variant) === variantName(gate.variant),
    );
    if (run === undefined)
      throw new FootnoteError(
        "request_invalid",
        `${file} speaks of ${gate.suite} (${variantName(gate.variant)}), and no such run was given.`,
        { action: "Run that variant, too, with --vary, or take it from the file." },
      );
    return { gate, run };
  });
}

export function printChecks(checks: readonly Check[]): string {
  const lines = checks.map(
    ({ held, suite, variant, measure, says }) =>
      `${held ? "held    " : "REFUSED "} ${suite} (${variant}) ${measure}: ${says}`,
  );
  const refused = checks.filter(({ held }) => !held).length;
  return [
    ...lines,
    refused === 0 ? `All ${checks.length} are held.` : `${refused} of ${checks.length} are refused.`,
  ].join("\n");
}
