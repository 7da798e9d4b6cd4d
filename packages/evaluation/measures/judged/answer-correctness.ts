import { type Classification, fBeta } from "./f-beta.ts";

const CLAIMS = 0.75;

/**
 * RAGAS' answer correctness: three quarters the F1 of the claims, as a judge sorts them, and one quarter the semantic
 * similarity. Where neither text makes a claim the first part is 1.
 */
export function answerCorrectness(claims: Classification, similarity: number): number {
  const { truePositives, falsePositives, falseNegatives } = claims;
  const none = truePositives + falsePositives + falseNegatives === 0;
  return CLAIMS * (none ? 1 : fBeta(claims)) + (1 - CLAIMS) * similarity;
}
