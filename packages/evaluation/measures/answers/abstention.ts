/**
 * Precision and recall of declining, as rows whose means they are: of the questions that were declined the share that nothing
 * answers, and of those that nothing answers the share that was declined. Each is defined only for the questions that it is
 * about. Compare Feng et al., "Don't hallucinate, abstain" (ACL 2024), section 3.
 */
export function abstention(answerable: boolean, declined: boolean) {
  return {
    abstention_precision: declined ? Number(!answerable) : null,
    abstention_recall: answerable ? null : Number(declined),
  };
}
