import type { MeasureRow } from "../measures/measure.ts";
import { bootstrapInterval, type Interval } from "./bootstrap.ts";
import { holm } from "./holm.ts";
import { randomisationTest } from "./randomisation.ts";

export interface MeasureComparison {
  readonly measure: string;
  /** Questions for which it is defined in both: what follows is of these alone. */
  readonly pairs: number;
  /** Questions for which it is defined in one of them only, or in neither. */
  readonly unpaired: number;
  readonly before: number;
  readonly after: number;
  /** Mean of after - before, and where it lies with a confidence of 95 %. */
  readonly difference: number;
  readonly interval: Interval;
  /** Of the paired randomisation test, and corrected by Holm for the measures that are compared together. */
  readonly probability: number;
  readonly corrected: number;
  readonly won: number;
  readonly lost: number;
}

/** Rows of two runs by question. A measure that no question has in both is left out. */
export function compareRows(
  before: ReadonlyMap<string, MeasureRow>,
  after: ReadonlyMap<string, MeasureRow>,
  measures: readonly string[],
  seed: number,
): MeasureComparison[] {
  const questions = [...before.keys()].filter((id) => after.has(id));
  const compared = measures.flatMap((measure) => {
    const pairs = questions.flatMap((id) => {
      const one = before.get(id)?.[measure];
      const other = after.get(id)?.[measure];
      return one == null || other == null ? [] : [{ one, other }];
    });
    const differences = pairs.map(({ one, other }) => other - one);
    const interval = bootstrapInterval(differences, seed);
    if (interval === undefined) return [];
    return [
      {
        measure,
        pairs: pairs.length,
        unpaired: questions.length - pairs.length,
        before: mean(pairs.map(({ one }) => one)),
        after: mean(pairs.map(({ other }) => other)),
        difference: mean(differences),
        interval,
        probability: randomisationTest(differences, seed),
        won: differences.filter((difference) => difference > 0).length,
        lost: differences.filter((difference) => difference < 0).length,
      },
    ];
  });
  const corrected = holm(compared.map(({ probability }) => probability));
  return compared.map((comparison, index) => ({ ...comparison, corrected: corrected[index] as number }));
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
