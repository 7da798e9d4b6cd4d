import { randomOf } from "../random.ts";

export const ROUNDS = 10_000;
/** All assignments of so many signs are fewer than the rounds: then all of them are tried. */
const EXACT_UP_TO = 13;

/**
 * The probability, if both systems were the same, of a mean difference as far from 0 as this one: each question's
 * difference may as well have had the other sign. Two-sided, over 10,000 assignments of signs that the seed decides, or all
 * of them where they are fewer. Fisher, "The Design of Experiments" (1935); Smucker, Allan and Carterette, "A comparison of
 * statistical significance tests for information retrieval evaluation" (CIKM 2007). 1 where nothing differs.
 */
export function randomisationTest(differences: readonly number[], seed: number): number {
  // A question on which both are the same has no sign to change.
  const moved = differences.filter((difference) => difference !== 0);
  const observed = Math.abs(sum(moved));
  // Sums of the same numbers in another order differ in their last digits.
  const bar = observed - 1e-9 * Math.max(1, observed);
  if (moved.length === 0) return 1;
  if (moved.length <= EXACT_UP_TO) {
    const all = 2 ** moved.length;
    let extreme = 0;
    for (let signs = 0; signs < all; signs += 1) {
      let total = 0;
      for (const [index, value] of moved.entries()) total += (signs >> index) & 1 ? value : -value;
      if (Math.abs(total) >= bar) extreme += 1;
    }
    return extreme / all;
  }
  const random = randomOf(seed);
  let extreme = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let total = 0;
    for (const value of moved) total += random() < 0.5 ? value : -value;
    if (Math.abs(total) >= bar) extreme += 1;
  }
  // What was observed is one of the assignments, too: never 0.
  return (extreme + 1) / (ROUNDS + 1);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
