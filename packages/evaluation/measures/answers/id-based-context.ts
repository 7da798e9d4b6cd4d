/**
 * The share of the different retrieved documents that are relevant, in [0, 1]; null where nothing was retrieved. RAGAS'
 * IDBasedContextPrecision.
 */
export function idBasedContextPrecision(
  retrieved: readonly string[],
  relevant: ReadonlySet<string>,
): number | null {
  const different = new Set(retrieved);
  return different.size === 0 ? null : intersection(different, relevant) / different.size;
}

/**
 * The share of the relevant documents that were retrieved, in [0, 1]; null where none is relevant. RAGAS'
 * IDBasedContextRecall.
 */
export function idBasedContextRecall(
  retrieved: readonly string[],
  relevant: ReadonlySet<string>,
): number | null {
  return relevant.size === 0 ? null : intersection(new Set(retrieved), relevant) / relevant.size;
}

function intersection(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((id) => other.has(id)).length;
}
