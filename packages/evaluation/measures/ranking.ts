/** Relevance of each judged document of one query: 0 is judged and not relevant. */
export type Judgements = ReadonlyMap<string, number>;

/**
 * The order in which a measure reads a run: by score descending, ties by document identifier descending, as
 * trec_eval does, which ignores the rank that the run claims.
 */
export function ranking(scores: ReadonlyMap<string, number>): string[] {
  return [...scores]
    .sort(([one, oneScore], [other, otherScore]) => otherScore - oneScore || (one < other ? 1 : -1))
    .map(([document]) => document);
}
