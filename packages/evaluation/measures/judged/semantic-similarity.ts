/** The cosine of two vectors, in [-1, 1]: RAGAS' semantic similarity where they are embeddings of answer and reference. */
export function semanticSimilarity(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let dot = 0;
  let oneLength = 0;
  let otherLength = 0;
  for (let index = 0; index < one.length; index += 1) {
    const [a, b] = [one[index] as number, other[index] as number];
    dot += a * b;
    oneLength += a * a;
    otherLength += b * b;
  }
  return dot / Math.sqrt(oneLength * otherLength);
}
