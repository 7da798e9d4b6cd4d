import { FootnoteError } from "@footnote/contracts";
import { compareRows } from "../comparison/compare-rows.ts";
import { isLessBetter } from "../measures/directions.ts";
import { variantName } from "../runs/manifest.ts";
import type { FinishedRun } from "../runs/run-folder.ts";
import { type Baseline, rowsOf } from "./baseline.ts";
import type { GateEntry } from "./gate-file.ts";

/** One thing that a run is held to. */
export interface Check {
  readonly suite: string;
  readonly variant: string;
  readonly measure: string;
  readonly kind: "floor" | "ceiling" | "drop";
  readonly held: boolean;
  /** What was measured and what it is held to, in words. */
  readonly says: string;
}

/**
 * Holds a run to its floors and to its baseline.
 * @param baseline of the entry's drops
 * @throws FootnoteError request_invalid where the run does not have a measure that it is held to, or the baseline is of other questions
 */
export function judgeRun(gate: GateEntry, run: FinishedRun, baseline: Baseline | undefined): Check[] {
  const { suite, variant } = run.manifest;
  const base = { suite: suite.name, variant: variantName(variant) };
  const meanOf = (measure: string) => {
    const mean = run.means[measure]?.mean;
    if (mean == null)
      throw new FootnoteError(
        "request_invalid",
        `${base.suite} (${base.variant}) does not measure ${measure}.`,
        {
          action: `It measures ${Object.keys(run.means).join(", ")}.`,
        },
      );
    return mean;
  };
  const bounds = (kind: "floor" | "ceiling", limits: Readonly<Record<string, number>>): Check[] =>
    Object.entries(limits).map(([measure, limit]) => {
      const mean = meanOf(measure);
      const held = kind === "floor" ? mean >= limit : mean <= limit;
      return { ...base, measure, kind, held, says: `${mean.toFixed(4)}, ${kind} ${limit}` };
    });
  return [
    ...bounds("floor", gate.floors),
    ...bounds("ceiling", gate.ceilings),
    ...drops(gate, run, baseline, base),
  ];
}

function drops(
  { drops: held }: GateEntry,
  { manifest, results }: FinishedRun,
  baseline: Baseline | undefined,
  base: Pick<Check, "suite" | "variant">,
): Check[] {
  if (held === undefined || baseline === undefined) return [];
  if (baseline.suite.sha256 !== manifest.suite.sha256)
    throw new FootnoteError(
      "request_invalid",
      `The baseline of ${base.suite} (${base.variant}) is of other questions or judgements.`,
      { action: "Look at what changed in the suite, and write a baseline anew with --accept." },
    );
  const rows = new Map(results.map(({ id, measures }) => [id, measures]));
  const compared = compareRows(rowsOf(baseline), rows, held.measures, manifest.seed);
  return held.measures.map((measure): Check => {
    const found = compared.find((one) => one.measure === measure);
    if (found === undefined)
      throw new FootnoteError(
        "request_invalid",
        `${measure} is defined for no question of both the run and the baseline.`,
        {
          action: "Take it from the gate file's drops, or write the baseline anew with --accept.",
        },
      );
    const { difference, corrected, pairs, interval } = found;
    const isWorse = isLessBetter(measure) ? difference > 0 : difference < 0;
    const significance = corrected.toPrecision(2);
    return {
      ...base,
      measure,
      kind: "drop",
      held: !(isWorse && corrected < held.significance),
      says: `${signed(difference)} [${signed(interval.low)}, ${signed(interval.high)}] against the baseline on ${pairs} questions, p = ${significance}, refused below ${held.significance} where worse`,
    };
  });
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}
