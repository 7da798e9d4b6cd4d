/**
 * RAGAS' context entity recall: the share of the reference's entities that the contexts name, in [0, 1]; null where the
 * reference names none. An entity counts once; RAGAS divides by all mentions and adds 1e-8, which is less by up to the repeats.
 */
export function contextEntityRecall(
  reference: readonly string[],
  contexts: readonly string[],
): number | null {
  const wanted = new Set(reference);
  const named = new Set(contexts);
  return wanted.size === 0 ? null : [...wanted].filter((entity) => named.has(entity)).length / wanted.size;
}
