import { randomOf } from "../random.ts";
import { ROUNDS } from "./randomisation.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile bootstrap interval of the mean: 10,000 samples of as many questions, drawn with replacement as the seed
 * decides. Efron, "Bootstrap methods: another look at the jackknife" (Annals of Statistics 1979); Sakai, "Evaluating
 * evaluation metrics based on the bootstrap" (SIGIR 2006). Undefined where there is no value.
 */
export function bootstrapInterval(
  values: readonly number[],
  seed: number,
  confidence = 0.95,
): Interval | undefined {
  if (values.length === 0) return undefined;
  const random = randomOf(seed);
  const means = Array.from({ length: ROUNDS }, () => {
    let total = 0;
    for (let drawn = 0; drawn < values.length; drawn += 1)
      total += values[Math.floor(random() * values.length)] as number;
    return total / values.length;
  }).sort((one, other) => one - other);
  const at = (share: number) => means[Math.min(ROUNDS - 1, Math.floor(share * ROUNDS))] as number;
  return { low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) };
}
