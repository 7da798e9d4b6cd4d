/**
 * ROUGE-L, the F1 of the longest common subsequence of words: precision is its share of the answer's words, recall of the
 * reference's. In [0, 1]. Lin, "ROUGE: A package for automatic evaluation of summaries" (2004); words are runs of a-z and
 * 0-9 in small letters and are not stemmed, as in the Python package rouge-score with `use_stemmer=False`.
 */
export function rougeL(answer: string, reference: string): number {
  const [said, wanted] = [wordsOf(answer), wordsOf(reference)];
  const common = longestCommonSubsequence(said, wanted);
  if (common === 0) return 0;
  const precision = common / said.length;
  const recall = common / wanted.length;
  return (2 * precision * recall) / (precision + recall);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** Of each, two rows of the table are kept. */
function longestCommonSubsequence(one: readonly string[], other: readonly string[]): number {
  let above = new Uint32Array(other.length + 1);
  for (const word of one) {
    const row = new Uint32Array(other.length + 1);
    for (const [index, candidate] of other.entries())
      row[index + 1] =
        word === candidate
          ? (above[index] as number) + 1
          : Math.max(above[index + 1] as number, row[index] as number);
    above = row;
  }
  return above[other.length] as number;
}
