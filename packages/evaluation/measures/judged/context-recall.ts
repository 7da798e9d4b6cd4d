/**
 * RAGAS' context recall: the share of the reference answer's statements that the contexts support, in [0, 1]; null where it
 * makes none.
 */
export function contextRecall(attributed: readonly boolean[]): number | null {
  return attributed.length === 0 ? null : attributed.filter(Boolean).length / attributed.length;
}
