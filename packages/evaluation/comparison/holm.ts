/**
 * The same probabilities, corrected for that several are looked at, in their order: the chance that any true "nothing
 * differs" among them is rejected stays below the level that they are held to. Holm, "A simple sequentially rejective
 * multiple test procedure" (Scandinavian Journal of Statistics 1979).
 */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities
    .map((probability, index) => ({ probability, index }))
    .sort((one, other) => one.probability - other.probability);
  const corrected: number[] = [];
  let largest = 0;
  for (const [rank, { probability, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, probability * (order.length - rank)));
    corrected[index] = largest;
  }
  return corrected;
}
