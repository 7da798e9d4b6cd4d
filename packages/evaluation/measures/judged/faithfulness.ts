/**
 * RAGAS' faithfulness: the share of an answer's statements that the contexts support, in [0, 1]; null where it makes none.
 * Es et al., "RAGAS: Automated evaluation of retrieval augmented generation" (EACL 2024).
 */
export function faithfulness(supported: readonly boolean[]): number | null {
  return supported.length === 0 ? null : supported.filter(Boolean).length / supported.length;
}
