/**
 * Answer yield at k: of the questions for which the first k sections hold all that is asked for, the share for which the
 * answer says it. Its row is defined for those alone; `declined` is the share of them that was declined. What search found
 * and the answer does not say is lost behind search, where recall does not see it.
 * @param holds whether the first k sections hold it; null where nothing is known of what is asked for
 */
export function answerYield(
  holds: boolean | null,
  answer: { readonly isRight: boolean; readonly declined: boolean },
): { readonly yield: number | null; readonly declined: number | null } {
  if (!holds) return { yield: null, declined: null };
  return { yield: Number(answer.isRight && !answer.declined), declined: Number(answer.declined) };
}
