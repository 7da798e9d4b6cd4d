import { fBeta } from "./f-beta.ts";

/**
 * RAGAS' factual correctness: the F1 of the answer's claims that the reference supports, and of the reference's that the answer
 * supports; in [0, 1], null where neither makes any. RAGAS rounds to two digits.
 */
export function factualCorrectness(
  answerSupported: readonly boolean[],
  referenceSupported: readonly boolean[],
  beta = 1,
): number | null {
  if (answerSupported.length === 0 && referenceSupported.length === 0) return null;
  const truePositives = answerSupported.filter(Boolean).length;
  return fBeta(
    {
      truePositives,
      falsePositives: answerSupported.length - truePositives,
      falseNegatives: referenceSupported.filter((is) => !is).length,
    },
    beta,
  );
}
