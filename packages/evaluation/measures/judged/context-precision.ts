/**
 * RAGAS' context precision: the mean precision at the places of useful contexts, over those that were retrieved; in [0, 1],
 * 0 where none is useful, null where nothing was retrieved. With a reference answer or without, it is the judge that is asked
 * otherwise. RAGAS adds 1e-10 to the divisor and gives 0 for nothing retrieved.
 * @param useful whether each context helps to answer, best ranked first
 */
export function contextPrecision(useful: readonly boolean[]): number | null {
  if (useful.length === 0) return null;
  let found = 0;
  let sum = 0;
  for (const [index, is] of useful.entries()) {
    if (!is) continue;
    found += 1;
    sum += found / (index + 1);
  }
  return found === 0 ? 0 : sum / found;
}
