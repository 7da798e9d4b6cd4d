import { ROUNDS, sum } from "../comparison/randomisation.ts";
import { randomOf } from "../random.ts";

/** With fewer a single one decides. */
const FEWEST = 10;

/**
 * The probability of means that differ as much as these, if both periods' values came from the same: each value may as well
 * have been of the other period. Two-sided, over 10,000 assignments that the seed decides; null where one has fewer than ten. Fisher, "The Design of
 * Experiments" (1935), for two independent samples.
 */
export function shiftProbability(
  now: readonly number[],
  before: readonly number[],
  seed: number,
): number | null {
  if (Math.min(now.length, before.length) < FEWEST) return null;
  const values = [...now, ...before];
  const total = sum(values);
  const difference = (first: number) => first / now.length - (total - first) / before.length;
  const observed = Math.abs(difference(sum(now)));
  const bar = observed - 1e-9 * Math.max(1, observed);
  const random = randomOf(seed);
  let extreme = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    // As many are drawn for the period as it has: Fisher and Yates' shuffle, up to there.
    let first = 0;
    for (let at = 0; at < now.length; at += 1) {
      const drawn = at + Math.floor(random() * (values.length - at));
      const value = values[drawn] as number;
      values[drawn] = values[at] as number;
      values[at] = value;
      first += value;
    }
    if (Math.abs(difference(first)) >= bar) extreme += 1;
  }
  return (extreme + 1) / (ROUNDS + 1);
}
