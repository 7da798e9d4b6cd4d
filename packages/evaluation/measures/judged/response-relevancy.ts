import { semanticSimilarity } from "./semantic-similarity.ts";

/**
 * RAGAS' response relevancy: the mean cosine of the question with questions that a model makes of the answer; 0 where all of
 * them come from an answer that commits to nothing, null where there is none.
 */
export function responseRelevancy(
  question: ArrayLike<number>,
  generated: readonly { readonly vector: ArrayLike<number>; readonly isNoncommittal: boolean }[],
): number | null {
  if (generated.length === 0) return null;
  if (generated.every(({ isNoncommittal }) => isNoncommittal)) return 0;
  const cosines = generated.map(({ vector }) => semanticSimilarity(question, vector));
  return cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
}
