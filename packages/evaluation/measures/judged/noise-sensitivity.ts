export interface NoiseVerdicts {
  /** Of each statement of the reference, whether each context supports it. */
  readonly contextsSupportReference: readonly (readonly boolean[])[];
  /** Of each statement of the answer, whether each context supports it. */
  readonly contextsSupportAnswer: readonly (readonly boolean[])[];
  /** Of each statement of the answer, whether the reference supports it. */
  readonly referenceSupportsAnswer: readonly boolean[];
}

/**
 * RAGAS' noise sensitivity: the share of the answer's statements that are wrong and come from contexts, in [0, 1]; less is
 * better, null where the answer makes none. "relevant": from contexts that support something of the reference;
 * "irrelevant": from the others alone.
 */
export function noiseSensitivity(
  { contextsSupportReference, contextsSupportAnswer, referenceSupportsAnswer }: NoiseVerdicts,
  from: "relevant" | "irrelevant",
): number | null {
  if (contextsSupportAnswer.length === 0) return null;
  const contexts = contextsSupportAnswer[0]?.length ?? 0;
  const isRelevant = Array.from({ length: contexts }, (_, context) =>
    contextsSupportReference.some((supports) => supports[context]),
  );
  const wrong = contextsSupportAnswer.filter((supports, statement) => {
    const fromRelevant = supports.some((is, context) => is && isRelevant[context]);
    const fromOthers = supports.some((is, context) => is && !isRelevant[context]);
    const isFrom = from === "relevant" ? fromRelevant : fromOthers && !fromRelevant;
    return isFrom && !referenceSupportsAnswer[statement];
  });
  return wrong.length / contextsSupportAnswer.length;
}
