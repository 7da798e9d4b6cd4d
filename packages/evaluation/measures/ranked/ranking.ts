/** Relevance of each judged document of one query: 0 and less is judged and not relevant. */
export type Judgements = ReadonlyMap<string, number>;

/** Scores of documents, by query. */
export type Run = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * The order in which a measure reads a run: by score descending, ties by document identifier descending, as
 * trec_eval does, which ignores the rank that the run claims. It keeps scores in single precision, so that what differs
 * less than that is a tie, and compares identifiers byte by byte.
 */
export function ranking(scores: ReadonlyMap<string, number>): string[] {
  return [...scores]
    .map(([document, score]) => ({ document, score: Math.fround(score) }))
    .sort((one, other) => other.score - one.score || byBytes(other.document, one.document))
    .map(({ document }) => document);
}

/** UTF-16's order is not that of the bytes where characters need two units. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

export function isRelevant(judgements: Judgements, document: string): boolean {
  return (judgements.get(document) ?? 0) > 0;
}

export function countRelevant(judgements: Judgements): number {
  let count = 0;
  for (const gain of judgements.values()) if (gain > 0) count += 1;
  return count;
}

/** How many of the first `cutoff` documents are relevant. */
export function relevantAbove(ranked: readonly string[], judgements: Judgements, cutoff: number): number {
  return ranked.slice(0, cutoff).filter((document) => isRelevant(judgements, document)).length;
}
