/** The share of a reference's words, counted as often as it says them, that a text says, too. */
export function wordRecall(reference: string, text: string): number {
  const found = countsOf(text);
  let [hits, total] = [0, 0];
  for (const [word, count] of countsOf(reference)) {
    hits += Math.min(count, found.get(word) ?? 0);
    total += count;
  }
  return total === 0 ? 1 : hits / total;
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
